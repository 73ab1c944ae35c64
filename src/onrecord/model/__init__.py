"""What things are: spans, documents, records."""
