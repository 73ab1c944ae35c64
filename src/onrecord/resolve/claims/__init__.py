"""What several articles say of one happening, and where they disagree."""
