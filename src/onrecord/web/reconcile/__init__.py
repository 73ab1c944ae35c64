"""Names of tables elsewhere matched with whom the store knows, as OpenRefine and its like ask for it."""
