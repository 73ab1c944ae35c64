"""Names of things on the web: permanent ids as URNs, and the address of a document as a valid IRI."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from onrecord.model.document import Document

VOCABULARY = "urn:onrecord:vocab#"
_URN_SAFE = "-._~!$&'()*,;=:@+"
_IRI_SAFE = "-._~!$&'()*,;=:@/?#[]%+"


def urn(identity: str) -> str:
    """The URN of a permanent id, "urn:onrecord:s0123…"."""
    return f"urn:onrecord:{quote(identity, safe=_URN_SAFE)}"


def locate(document: Document) -> str:
    """The document's address with all that no address may hold escaped; its URN where it has none."""
    if document.url is None:
        return urn(document.id)
    try:
        parts = urlsplit(document.url)
    except ValueError:
        return urn(document.id)
    return quote(document.url, safe=_IRI_SAFE) if parts.scheme and parts.netloc else urn(document.id)
