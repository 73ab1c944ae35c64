"""Statements that set phrases make: "in her words", "by most accounts", "rumour has it", "was quoted by".

What such a phrase says is surer than what is read from likelihoods: it takes its words from other statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.analyse.attribution.draft import Draft, clause, cue_span, merge, source_words, spans_of
from onrecord.analyse.lexicon.acts import is_cue
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject, is_nominal, preposition
from onrecord.analyse.quotes import Quote
from onrecord.model.span import Span

_ACCOUNTS = {
    "in": ("word", "phrase", "telling", "view", "opinion"),
    "by": ("account", "admission", "reckoning"),
}
_CLAUSES = ("ccomp", "xcomp", "advcl")
_SOME = frozenset({"most", "some", "many", "all", "several"})
_PUTTING = frozenset({"put", "describe", "phrase", "sum"})
_PASSING_ON = frozenset(
    {"report", "cite", "carry", "quote", "publish", "air", "broadcast", "attribute", "print"}
)
_WORDS = frozenset(
    {"reaction", "word", "response", "reply", "comment", "remark", "statement", "answer", "quote"}
)


def find_phrased(parse: Parse, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """The statements of the set phrases, in the order of their cues."""
    inside = {index: quote.inner for quote in quotes for index in parse.tokens_in(quote.inner)}
    for token in parse.tokens:
        if token.pos == "NOUN":
            yield from _by_account(parse, token, inside.get(token.index))
        elif token.pos in ("VERB", "AUX"):
            yield from _as_put(parse, token, quotes)
            yield from _hearsay(parse, token)
            yield from _let_known(parse, token)
            yield from _between_commas(parse, token)
    for quote in quotes:
        yield from _passed_on(parse, quote)


def settle_phrased(phrased: Sequence[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those of the set phrases, whose cues and words others give up to them."""
    kept = list(drafts)
    for one in phrased:
        cue = one.cue
        if cue is None:
            continue
        whole = Span(start=min(cue.start, one.start), end=max(cue.end, one.extent.end))
        left = []
        for draft in kept:
            if draft.cue is not None and draft.cue.overlaps(cue):
                if draft.source is not None and one.source is not None and draft.source.overlaps(one.source):
                    one.source, one.speaker = draft.source, draft.speaker
                continue
            if draft.cue is not None and not draft.cue.overlaps(whole) and not _spans(draft, whole):
                draft.content = [part for part in draft.content if not whole.covers(part)]
            if draft.content:
                left.append(draft)
        kept = [*left, one]
    return kept


def _spans(draft: Draft, whole: Span) -> bool:
    return any(part.covers(whole) for part in draft.content)


def _names_somebody(token: Token) -> bool:
    return is_nominal(token) or token.pos == "PRON"


def _rest(parse: Parse, first: int, last: int) -> list[Span]:
    """The clause around the tokens from `first` to `last`, without them."""
    sentence = parse.tokens[first].sentence
    begin, end = parse.sentences[sentence]
    return merge(spans_of(parse, (i for i in range(begin, end) if not first <= i <= last)))


def _by_account(parse: Parse, token: Token, quotation: Span | None) -> Iterator[Draft]:
    """ "In her words, ...", "in the mayor's phrase", "by his own account", "by most accounts".

    What stands in a quotation takes nothing from outside of it.
    """
    if not any(token.lemma in words for words in _ACCOUNTS.values()):
        return
    name = preposition(parse, token.index)
    case = parse.child(token.index, "case")
    if token.lemma not in _ACCOUNTS.get(name, ()) or case is None or case.index > token.index:
        return
    first, last = case.index, token.index
    owner = parse.child(token.index, "nmod:poss")
    some = any(t.lower in _SOME for t in parse.children_by(token.index, "amod", "det"))
    of = parse.child(token.index, "nmod") if name == "in" else None
    if owner is None and of is not None and preposition(parse, of.index) == "of":
        owner, last = of, max(parse.subtree(of.index))
    if owner is None and not some:
        return
    begin, end = parse.sentences[token.sentence]
    before = parse.tokens[first - 1].text if first > begin else ","
    behind = parse.tokens[last + 1].text if last + 1 < end else "."
    if before not in (",", "—", "–", "-", "“", "and") or behind not in (",", ".", ":", "—", "–", ";"):
        return
    content = _first_clause(parse, first, last)
    if quotation is not None:
        content = [kept for part in content if (kept := _kept_in(quotation, part)) is not None]
    if not content:
        return
    draft = Draft(act="say", content=content, cue=parse.span(first, token.index), cue_index=token.index)
    draft.hedged, draft.confidence = owner is None, 0.75
    if owner is not None:
        draft.source, draft.speaker = _owner_words(parse, owner), owner.index
        draft.cue = parse.span(token.index, token.index) if owner.index > token.index else draft.cue
    yield draft


def _kept_in(quotation: Span, part: Span) -> Span | None:
    start, end = max(part.start, quotation.start), min(part.end, quotation.end)
    return Span(start=start, end=end) if start < end else None


def _owner_words(parse: Parse, owner: Token) -> Span:
    marks = [t.index for t in parse.children_by(owner.index, "case")]
    first, last = parse.noun_phrase(owner.index, without=("case", "cc", "acl:relcl"))
    last = min([last, *(mark - 1 for mark in marks if mark > owner.index)])
    return parse.span(first, last)


def _first_clause(parse: Parse, first: int, last: int) -> list[Span]:
    """What a phrase stands in or in front of, up to a semicolon outside of quotations."""
    spans = _rest(parse, first, last)
    stop = next((t.start for t in parse.tokens[last:] if t.text == ";"), None)
    if stop is not None:
        spans = [Span(start=s.start, end=min(s.end, stop)) for s in spans if s.start < stop]
    return spans


def _as_put(parse: Parse, token: Token, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """ "“...” was how the mayor put it"."""
    if token.lemma not in _PUTTING:
        return
    subject = find_subject(parse, token.index)
    how = next((t for t in parse.tokens[max(token.index - 8, 0) : token.index] if t.lower == "how"), None)
    if subject is None or how is None or parse.child(token.index, "obj") is None:
        return
    was = parse.tokens[how.index - 1] if how.index else None
    if was is None or was.lemma != "be" or not how.index < subject < token.index:
        return
    for quote in quotes:
        between = parse.text[quote.span.end : was.start]
        if quote.span.end <= was.start and not between.strip():
            yield Draft(
                act="describe",
                content=[quote.span],
                cue=parse.span(token.index, token.index),
                cue_index=token.index,
                source=source_words(parse, token.index, subject),
                speaker=subject,
                confidence=0.85,
            )


def _hearsay(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "Rumour has it that ...": nobody is named who says so."""
    if token.lemma != "have":
        return
    rumour, told = parse.child(token.index, "nsubj"), parse.child(token.index, "ccomp")
    it = parse.tokens[token.index + 1].lower if token.index + 1 < len(parse.tokens) else ""
    if rumour is None or told is None or it != "it":
        return
    if rumour.lemma in read_words("statements", "hearsay"):
        cue = parse.span(rumour.index, token.index + 1)
        content = clause(parse, told.index)
        yield Draft(
            act="report", content=content, cue=cue, cue_index=token.index, hedged=True, confidence=0.75
        )


def _let_known(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "She let it be known that ...", "he made it clear that ..."."""
    if token.lemma not in ("let", "make"):
        return
    known = parse.child(token.index, "xcomp")
    if known is None or known.lower not in ("known", "clear", "plain"):
        return
    subject = find_subject(parse, token.index)
    below = [*parse.children_by(known.index, *_CLAUSES), *parse.children_by(token.index, *_CLAUSES)]
    told = next((one for one in below if one.index > known.index), None)
    if subject is None or told is None or parse.tokens[token.index + 1].lower != "it":
        return
    draft = Draft(act="say", content=clause(parse, told.index), cue_index=token.index)
    draft.cue = Span(start=cue_span(parse, token.index).start, end=known.end)
    draft.source, draft.speaker = source_words(parse, token.index, subject), subject
    draft.confidence = 0.8
    yield draft


def _between_commas(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "The ferry, *reported the Herald*, once sank": the noun behind the verb is who says so."""
    index = token.index
    begin, end = parse.sentences[token.sentence]
    if not is_cue(token.lemma) or not begin < index - 1 or parse.tokens[index - 1].text != ",":
        return
    teller = next((t for t in parse.children_by(index, "obj", "nsubj") if t.index > index), None)
    if teller is None or not is_nominal(teller):
        return
    first, last = parse.noun_phrase(teller.index, without=("case", "cc", "acl:relcl"))
    verb = token.feats.get("VerbForm") == "Fin" or token.lower.endswith("ed") or token.lower == "said"
    if first != index + 1 or last + 1 >= end or parse.tokens[last + 1].text != "," or not verb:
        return
    behind = [t for t in parse.tokens[last + 2 : end] if t.pos in ("VERB", "AUX")]
    if not behind or any(t.text in ',“"‘' for t in parse.tokens[begin : index - 1]):
        return
    content = _rest(parse, index, last)
    yield Draft(
        act="report",
        content=content,
        cue=parse.span(index, index),
        cue_index=index,
        source=parse.span(first, last),
        speaker=teller.index,
        confidence=0.8,
    )


def _passed_on(parse: Parse, quote: Quote) -> Iterator[Draft]:
    """ "The Herald reported *Roe's reaction*: “...”", "attributed these words *to Roe*: “...”"."""
    if parse.text[max(quote.span.start - 2, 0) : quote.span.start].strip() != ":":
        return
    inside = parse.tokens_in(Span(start=max(quote.span.start - 200, 0), end=quote.span.start))
    for index in reversed(inside):
        noun = parse.tokens[index]
        if noun.text in (".", "”"):
            return
        verb = parse.tokens[noun.head]
        if noun.lemma not in _WORDS or noun.core != "obj" or verb.lemma not in _PASSING_ON:
            continue
        owner = parse.child(index, "nmod:poss")
        if owner is None and verb.lemma == "attribute":
            owner = next(
                (t for t in parse.children_by(verb.index, "obl") if preposition(parse, t.index) == "to"), None
            )
        if owner is None or not _names_somebody(owner):
            return
        yield Draft(
            act="say",
            content=[quote.span],
            cue=parse.span(index, index),
            cue_index=index,
            source=_owner_words(parse, owner),
            speaker=owner.index,
            confidence=0.8,
        )
        return
