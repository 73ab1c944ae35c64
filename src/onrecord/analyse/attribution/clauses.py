"""What the clause of a cue says beside the encoder: its own subject, what it leaves out, where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.analyse.attribution.draft import Draft, phrase, source_words, spans_of
from onrecord.analyse.attribution.extents import covers, holds, is_quoted
from onrecord.analyse.attribution.wordless import can_speak
from onrecord.analyse.lexicon.acts import act_of, acts_of, is_cue
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import RELATIVE, find_subject, is_nominal, is_passive
from onrecord.model.span import Span

_NO_SPEAKERS = frozenset({"it", "there", "this", "that", "what", "which", "who", "you", "one"})
_DIRECTED = frozenset({"ask", "order", "demand", "tell", "promise", "propose"})
_LONGEST = 20
"""Words of a subject: in a longer one a caption or a heading has been run into it."""
_QUOTED = frozenset("“\"«„'‘")
_NAME = 60
"""Characters of the rest of a name, at most."""
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
_LIKELY = 0.75
_ASIDE = re.compile(r"\s+(?:--|—|–|-)\s*(?:but|though|although|even though|despite)\s", re.IGNORECASE)
_ADDING = re.compile(r",\s+(?:adding|saying|noting|insisting)\s(?!to\b)")
_DASH = re.compile(r"--|—|–| - ")


def name_subject(parse: Parse, draft: Draft) -> None:
    """Give a statement without a source its verb's own subject: "*spokesman Lee* said that ..." ."""
    index = draft.cue_index
    if draft.source is not None or index is None or parse.tokens[index].pos != "VERB":
        return
    own = parse.child(index, "nsubj")
    speaks = is_cue(parse.tokens[index].lemma) and parse.child(index, "aux:pass") is None
    if own is None or not speaks or own.lower in _NO_SPEAKERS or not is_nominal(own):
        return
    if not can_speak(parse, own):
        return
    words = source_words(parse, index, own.index)
    if not holds(draft.content, words) and own.index < index:
        draft.source, draft.speaker, draft.abstains = words, own.index, False


def name_agent(parse: Parse, draft: Draft) -> None:
    """Give a passive without a source who does it: "the plan was criticised *by the mayor*"."""
    index = draft.cue_index
    if draft.source is not None or index is None or draft.cue is None or not is_passive(parse, index):
        return
    agent = parse.child(index, "obl:agent")
    known = bool(acts_of(parse.tokens[index].lemma))
    if agent is None or not known or not is_nominal(agent) or not can_speak(parse, agent):
        return
    words = phrase(parse, agent.index)
    if words.start > draft.cue.end and not holds(draft.content, words):
        draft.source, draft.speaker, draft.abstains = words, agent.index, False


def leave_cue(parse: Parse, draft: Draft) -> None:
    """End a source in front of the cue that describes it: "*dealers* wanting to sell"."""
    source, cue = draft.source, draft.cue
    if source is None or cue is None or not source.start < cue.start < source.end:
        return
    before = list(parse.tokens_in(Span(start=source.start, end=cue.start)))
    relative = next((i for i in before if parse.tokens[i].lower in ("who", "which")), None)
    inside = spans_of(parse, before[: before.index(relative)] if relative is not None else before)
    if inside:
        draft.source = Span(start=source.start, end=inside[-1].end)


def name_teller(parse: Parse, draft: Draft) -> None:
    """Tell who tells from whom it is about: "the prosecutor rose and told the court *Roe* had left"."""
    index, source, cue = draft.cue_index, draft.source, draft.cue
    if index is None or source is None or cue is None or source.start < cue.end:
        return
    behind = [part for part in draft.content if 0 <= part.start - source.end <= 1]
    if (
        not behind
        or is_quoted(parse.text, draft.content)
        or act_of(parse.tokens[index].lemma, "addressed") is None
    ):
        return
    inside = parse.tokens_in(source)
    head = parse.tokens[parse.head_of(inside[0], inside[-1])]
    teller = find_subject(parse, index)
    if head.core != "nsubj" or head.head == index or teller is None or not is_nominal(parse.tokens[teller]):
        return
    words = source_words(parse, index, teller)
    if words.end <= cue.start:
        draft.content = [Span(start=source.start, end=behind[-1].end)]
        draft.source, draft.speaker = words, teller


def leave_hearer(parse: Parse, draft: Draft) -> None:
    """Take out of a quotation's statement who is told: "“It is over,” Roe told *donors*"."""
    index, cue = draft.cue_index, draft.cue
    if index is None or cue is None or act_of(parse.tokens[index].lemma, "addressed") is None:
        return
    if not _QUOTED & set(parse.text[draft.content[0].start]) or draft.content[0].start > cue.start:
        return
    behind = parse.tokens_in(cue)[-1] + 1
    draft.content = [
        part
        for part in draft.content
        if parse.tokens_in(part)[0] != behind
        or any(parse.tokens[i].pos == "VERB" for i in parse.tokens_in(part))
    ]


def whole_name(parse: Parse, draft: Draft) -> None:
    """Give a source in front of its verb the rest of a name: "*Portby* Mayor Ida Roe said"."""
    source, cue = draft.source, draft.cue
    if source is None or cue is None or source.end >= cue.start or cue.start - source.end > _NAME:
        return
    between = [parse.tokens[i] for i in parse.tokens_in(Span(start=source.end, end=cue.start))]
    named = [t for t in between if t.pos == "PROPN" and t.lower not in _DAYS]
    if between and len(named) == len(between) and parse.tokens[between[-1].index + 1].start == cue.start:
        draft.source = Span(start=source.start, end=between[-1].end)
        draft.speaker = between[-1].index


def own_subject(parse: Parse, draft: Draft) -> None:
    """Give a verb the noun right in front of it as its source, where that is its subject and can speak."""
    index, source = draft.cue_index, draft.source
    if source is None or index is None or draft.cue is None or is_passive(parse, index):
        return
    own = parse.child(index, "nsubj")
    if own is None or own.pos not in ("NOUN", "PROPN") or own.index + 1 != parse.tokens_in(draft.cue)[0]:
        return
    words = source_words(parse, index, own.index)
    if not source.overlaps(words) and not holds(draft.content, words) and can_speak(parse, own):
        draft.source, draft.speaker, draft.abstains = words, own.index, False


def take_subject(parse: Parse, draft: Draft) -> None:
    """Add of whom something is said by nobody in particular: "*the minister* is expected *to resign*"."""
    index = draft.cue_index
    if draft.source is not None or draft.abstains or index is None or draft.cue is None:
        return
    if act_of(parse.tokens[index].lemma, "addressed") is not None or draft.act in _DIRECTED:
        return  # who is asked or told is no part of what he is asked
    subject = parse.child(index, "nsubj:pass", "nsubj")
    first = parse.tokens[parse.tokens_in(draft.content[0])[0]]
    if subject is None or first.lower != "to" or not is_passive(parse, index) or not is_nominal(subject):
        return
    words = phrase(parse, subject.index)
    near = len(parse.tokens_in(words)) <= _LONGEST
    if near and words.end <= draft.cue.start < first.start and subject.lower not in RELATIVE:
        draft.content = [words, *draft.content]


def take_sentence(parse: Parse, draft: Draft) -> None:
    """Give "according to" its sentence where no more than a phrase of it was read: "he fell *on Sunday*"."""
    index, cue, source = draft.cue_index, draft.cue, draft.source
    if index is None or cue is None or source is None or parse.tokens[index].lower != "according":
        return
    inside = [parse.tokens[i] for part in draft.content for i in parse.tokens_in(part)]
    half = inside[0].lower in ("and", "but") and inside[0].text.islower()
    verbs = any(t.pos in ("VERB", "AUX") for t in inside)
    if is_quoted(parse.text, draft.content) or (verbs and not half):
        return
    begin, end = parse.sentences[parse.tokens[index].sentence]
    head = spans_of(parse, range(begin, index))
    whole = head or spans_of(parse, range(parse.tokens_in(source)[-1] + 1, end))
    verbs = any(parse.tokens[i].pos in ("VERB", "AUX") for span in whole for i in parse.tokens_in(span))
    if len(whole) == 1 and verbs and not is_quoted(parse.text, whole) and source.start > cue.start:
        draft.content = whole


def has_holes(parse: Parse, rule: Draft, draft: Draft) -> bool:
    """Whether words of one clause are lacking: "police said *Tom Roe, 62; Ida Voss, 52, died*"."""
    if rule.confidence < _LIKELY or len(rule.content) > 1 or is_quoted(parse.text, rule.content):
        return False
    whole, first = rule.content[0], draft.content[0]
    inside = parse.tokens_in(whole)
    same = parse.tokens[inside[0]].sentence == parse.tokens[inside[-1]].sentence
    parted = len(draft.content) > 1 and whole.end == draft.content[-1].end
    behind = rule.cue is not None and rule.cue.end < whole.start <= rule.cue.end + 6
    listed = "," in parse.text[whole.start : first.start]
    late = (
        behind and listed and whole.start < first.start and len(draft.content) == 1 and whole.end == first.end
    )
    return same and covers(rule.content, draft.content) and (parted or late)


def begins_too_early(parse: Parse, rule: Draft, draft: Draft) -> bool:
    """Whether the hearer was taken for what is said: "explained to *the crew that it was over*"."""
    if rule.confidence < _LIKELY or len(rule.content) > 1 or len(draft.content) > 1 or rule.cue is None:
        return False
    own, taken = rule.content[0], draft.content[0]
    first = parse.tokens[parse.tokens_in(own)[0]]
    inside = rule.cue.end <= taken.start < own.start and own.end == taken.end
    marked = first.lower == "that" or (rule.act == "ask" and first.lower in ("if", "whether"))
    return inside and marked and not is_quoted(parse.text, [taken])


def ends_too_early(parse: Parse, rule: Draft, draft: Draft) -> bool:
    """Whether where or how is lacking at the end: "said that forms can be sent *through the post*"."""
    if rule.confidence < _LIKELY or len(rule.content) > 1 or len(draft.content) > 1:
        return False
    own, taken = rule.content[0], draft.content[0]
    if own.start != taken.start or own.end <= taken.end or is_quoted(parse.text, [own, taken]):
        return False
    rest = parse.tokens_in(Span(start=taken.end, end=own.end))
    return parse.tokens[rest[0]].pos == "ADP" and parse.tokens[rest[0]].start == taken.end + 1


def keep_claim(parse: Parse, draft: Draft) -> None:
    """Take of what a noun claims the clause behind it: "*the affair*, sparked by the claim *that ...*"."""
    index, cue = draft.cue_index, draft.cue
    if index is None or cue is None or parse.tokens[index].pos != "NOUN" or len(draft.content) < 2:
        return
    claimed = [
        part
        for part in draft.content
        if part.start > cue.end and parse.tokens[parse.tokens_in(part)[0]].lower == "that"
    ]
    if claimed and claimed[0].start <= cue.end + 2:
        draft.content = [part for part in draft.content if part.start >= claimed[0].start]


def runs_in(parse: Parse, quotations: Sequence[Span], rule: Draft, draft: Draft) -> bool:
    """Whether somebody else's whole quotation stands in front: "“They fled.” *Nobody came, Roe said*"."""
    if len(rule.content) > 1 or len(draft.content) > 1 or rule.cue is None or rule.source is None:
        return False
    own, taken = rule.content[0], draft.content[0]
    if is_quoted(parse.text, rule.content) or own.end > rule.cue.start or own.end != taken.end:
        return False
    before = [one for one in quotations if taken.start <= one.start < one.end <= own.start]
    return bool(before) and parse.text[before[-1].end - 2] in ".?!" and before[0].start == taken.start


def cut_aside(parse: Parse, draft: Draft) -> None:
    """End reported speech at an aside of the outlet's: "she said she would go -- *but not by sea*"."""
    if draft.cue is None or is_quoted(parse.text, draft.content):
        return
    kept: list[Span] = []
    for part in draft.content:
        behind = part.start >= draft.cue.end
        adding = _ADDING.search(parse.text, part.start, part.end) if behind else None
        if adding is not None:
            part = Span(start=part.start, end=adding.start())
        aside = _ASIDE.search(parse.text, part.start, part.end) if behind else None
        if aside is None or _DASH.search(parse.text, aside.end(), part.end):
            kept.append(part)
        else:
            kept.append(Span(start=part.start, end=aside.start()))
            break
    draft.content = kept
