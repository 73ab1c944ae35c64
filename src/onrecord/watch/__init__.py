"""Names that people watch for: lists of them, alerts, and screening of texts."""
