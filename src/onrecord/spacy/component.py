"""The component `onrecord`: gives every document its record."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.api import GIVEN_TEXT, make_given, read_source
from onrecord.model.document import Source
from onrecord.model.doubt import without_doubtful


class Component:
    """Sets `doc._.record` to the record of `doc.text`, which may be any English text, blank ones excepted.

    Raises, where it is called, what `onrecord.read` does; a document without text keeps None.
    """

    def __init__(self, *, published: str | None, outlet: str | None, min_confidence: float) -> None:
        self._given = make_given(published=published, outlet=outlet, language="en")
        self._min_confidence = min_confidence
        if not Doc.has_extension("record"):
            Doc.set_extension("record", default=None)

    def __call__(self, doc: Doc) -> Doc:
        if doc.text.strip():
            record = read_source(Source(location=GIVEN_TEXT, text=doc.text), self._given)
            doc._.record = without_doubtful(record, self._min_confidence)
        return doc


@Language.factory(  # type: ignore[untyped-decorator]
    "onrecord",
    assigns=["doc._.record"],
    default_config={"published": None, "outlet": None, "min_confidence": 0.0},
)
def make_component(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    published: str | None,
    outlet: str | None,
    min_confidence: float,
) -> Component:
    """The component, as spaCy makes it."""
    return Component(published=published, outlet=outlet, min_confidence=min_confidence)
