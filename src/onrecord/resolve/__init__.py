"""The same thing across articles: copies and stories, identities, claims, quotations.

All that this room writes is derived: it follows from the records that a store holds, from the judgements of
people, and from nothing else, in whatever order the articles came. `catching_up.py` is the place to begin.
"""
