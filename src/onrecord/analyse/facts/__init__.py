"""Facts about people and organisations: which relation a sentence states between two of its words."""
