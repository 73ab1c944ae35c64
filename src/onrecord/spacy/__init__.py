"""For users of spaCy: a component, and documents converted both ways. It needs the extra `onrecord[spacy]`.

    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2018-08-05"})
    doc = nlp(text)
    doc._.record.statements

Spans of the record are code points of `doc.text`, so that `doc.char_span` gives their tokens.
"""

from __future__ import annotations

try:
    from onrecord.spacy.component import Component
    from onrecord.spacy.docs import parse_of, to_doc
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] != "spacy":
        raise
    raise ModuleNotFoundError(
        'spaCy is not installed: pip install "onrecord[spacy]"', name="spacy"
    ) from missing

__all__ = ["Component", "parse_of", "to_doc"]
