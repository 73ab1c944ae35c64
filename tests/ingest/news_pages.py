"""Pages in the manners of news sites, written by hand; every name and event in them is invented."""

from __future__ import annotations

from pathlib import Path

PAGES = {path.stem: path.read_bytes() for path in sorted((Path(__file__).parent / "news").glob("*.html"))}
"""Each page by its name, in the encoding that such a page would be in."""
