"""Records to rows and back: one file that opens in SQLite, or a team's PostgreSQL."""
