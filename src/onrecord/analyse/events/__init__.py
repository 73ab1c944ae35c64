"""Events: their vocabulary, the candidates that a parse shows, and how these become events of a record.

`frames.find_candidates` gives the `Candidate`s of a parse; `linking.link_events` makes events of them.
"""
