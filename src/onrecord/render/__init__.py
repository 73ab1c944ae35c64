"""A record for people: on a terminal, or as a page."""
