"""Claims and disagreements in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.resolve.claims.agreeing import Agreement, Course
from onrecord.resolve.claims.differences import Said
from onrecord.resolve.claims.reading import Claim, Disagreement
from onrecord.resolve.claims.sources import Source

_KINDS = {
    "toll": "How many were {of}",
    "age": "The age",
    "amount": "The amount in {of}",
    "score": "The score",
    "date": "The date",
    "time": "The time of day",
    "place": "The place",
    "agent": "Who did it ({of})",
    "whether": "Whether it happened ({of})",
    "number": "A number: {of}",
    "name": "How a name is spelled ({of})",
    "reversal": "Undone since: {of}",
}
_STANCES = {"denied": "denied", "negated": "said not to be so", "unsure": "as what may be"}


def write_claim(claim: Claim) -> str:
    """A claim over several lines: its sources, on what they agree, its course, and where they differ."""
    lines = [f"{claim.id}  {claim.type}  {tell_counts(claim.articles, claim.independent)}"]
    if claim.story is not None:
        lines.append(f"  Story: {claim.story}")
    lines.append("  Told by:")
    for source in claim.sources:
        lines += _tell_source(source)
    shown = [one for one in claim.agreements if one.standing != "told once"]
    if shown:
        lines.append("  What they say:")
        lines += [line for one in shown for line in _tell_agreement(one)]
    for course in claim.courses:
        if len({step.published for step in course.steps}) > 1:
            lines.append(f"  {course.of.capitalize()}, day by day: {_tell_course(course)}")
    for one in claim.disagreements:
        lines.append("")
        lines += [f"  {line}" for line in _tell_disagreement(one)]
    return "\n".join(lines)


def write_disagreements(found: Sequence[Disagreement]) -> str:
    """Disagreements one below the other, each with the words of its sources and the ids to cite them by."""
    return "\n\n".join("\n".join(_tell_disagreement(one)) for one in found)


def tell_title(one: Disagreement) -> str:
    """What a disagreement is about: "How many were dead"."""
    return _KINDS[one.kind].format(of=one.of)


def tell_counts(articles: int, independent: int) -> str:
    """How many articles, and how many of them are no copies: "16 articles, 2 independent"."""
    return f"{articles} {'article' if articles == 1 else 'articles'}, {independent} independent"


def _tell_source(source: Source) -> Iterator[str]:
    who = " > ".join((*source.via, source.speaker)) if source.speaker else ""
    voice = f"according to {who}" if who else "" if source.voice == "outlet" else "in an unknown voice"
    flags = [one for one in (voice, _STANCES.get(source.stance, "")) if one]
    if source.status != "current":
        flags.append(source.status)
    head = f"    {source.event}  {source.published or 'undated'}  {source.outlet or 'unknown outlet'}"
    yield f"{head}{', ' if flags else ''}{', '.join(flags)}"
    yield f"      “{source.passage}”"
    told = [f"{one.role} {one.name or one.words or one.value}" for one in source.arguments]
    if source.time_words is not None:
        told.append(f"time {source.time} (“{source.time_words}”)")
    if told:
        yield f"      {'; '.join(told)}"


def _tell_agreement(one: Agreement) -> Iterator[str]:
    values = "; ".join(f"{told.value} ({len(told.documents)})" for told in one.told)
    yield f"    {one.field} ({one.standing}): {values}"


def _tell_course(course: Course) -> str:
    days: dict[str, list[str]] = {}
    for step in course.steps:
        days.setdefault(step.published or "undated", []).append(step.value)
    return ", ".join(f"{day}: {' / '.join(dict.fromkeys(values))}" for day, values in days.items())


def _tell_disagreement(one: Disagreement) -> Iterator[str]:
    nature = " (over the days)" if one.nature == "development" else ""
    claim = f", claim {one.claim}" if one.claim else ""
    yield f"{tell_title(one)}{nature}{claim}"
    for said in one.said:
        yield f"  {_tell_said(one, said)}"


def _tell_said(one: Disagreement, said: Said) -> str:
    who = f", according to {said.speaker}" if said.speaker else ""
    value = "" if one.kind in ("number", "name") else f"{said.value}: "
    cite = f"  [{said.event}]" if said.event else f"  [{said.document}]"
    return (
        f"{said.published or 'undated'}  {said.outlet or 'unknown outlet'}{who}: {value}“{said.words}”{cite}"
    )
