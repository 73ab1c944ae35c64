"""Articles that people drop in: read in a process of its own, shown, and kept or not."""
