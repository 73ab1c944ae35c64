"""Facts about people and organisations: pairs of words, and the relation that a sentence states between them."""
