"""Who quotes the same words: statements of several articles, aligned word by word."""
