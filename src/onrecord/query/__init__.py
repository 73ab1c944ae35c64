"""Questions to a store: search, dossier, timeline, counts."""
