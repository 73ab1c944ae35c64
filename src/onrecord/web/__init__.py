"""The pages, and the same as JSON: articles read, followed and checked in a browser. Begin with `app.py`."""
