"""Catalogues: lists of people and organisations that the entities of a record are linked to."""
