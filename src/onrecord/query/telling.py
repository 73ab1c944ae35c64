"""What was found as rows of tables, in words."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.span import Span
from onrecord.query.hits import AnyHit, ArticleHit, EventHit, StatementHit
from onrecord.query.people import Dossier
from onrecord.query.question import Kind
from onrecord.query.search import Page
from onrecord.query.shares import Share
from onrecord.query.stats import Counts, Stats
from onrecord.query.then import ThenSo
from onrecord.query.timeline import Timeline
from onrecord.query.who import Post
from onrecord.render.sheets import Cell, Sheet

_WIDE = ("words", "arguments")
_COLUMNS: dict[Kind, tuple[str, ...]] = {
    "statements": ("id", "published", "outlet", "speaker", "act", "form", "words", "title"),
    "events": ("id", "published", "outlet", "type", "arguments", "voice", "words", "title"),
    "articles": ("id", "published", "outlet", "title", "words", "url"),
}
_Row = tuple[Cell | str | int, ...]


def tell_page(page: Page) -> Sheet:
    """A page of a search as a table."""
    return _tell_hits(page.kind, page.hits)


def tell_timeline(found: Timeline) -> Sheet:
    """A timeline as a table: when, how that is known, what and who."""
    rows = [
        (
            entry.hit.id,
            _tell_days(entry.earliest, entry.latest),
            entry.basis,
            entry.hit.outlet or "",
            *_tell_what(entry.hit),
            _tell_words(entry.hit),
        )
        for entry in found.entries
    ]
    return Sheet(("id", "when", "basis", "outlet", "what", "who", "voice", "words"), rows, wide=("words",))


def tell_dossier(found: Dossier) -> list[Sheet]:
    """A dossier as tables, of which some may have no rows."""
    return [
        Sheet(("who", "value"), list(_tell_person(found)), title=found.taken.given),
        Sheet(
            ("attribute", "value", "articles", "published", "id"),
            [(one.name, one.value, one.articles, one.published or "", one.id) for one in found.attributes],
            title="What articles say they are",
        ),
        Sheet(
            ("id", "published", "since", "type", "phase", "position", "organisation", "articles", "voice"),
            list(map(_tell_post, found.posts)),
            title="Posts",
        ),
        _tell_hits("statements", found.said, "What they said"),
        _tell_hits("statements", found.about, "What others said of them"),
        _tell_hits("statements", found.told, "What was said to them"),
        _tell_hits("events", found.did, "What they did"),
        _tell_hits("events", found.befell, "What happened to them"),
        _tell_hits("events", found.states, "What they are or were"),
        _tell_shares("outlet", found.by_outlet),
        _tell_shares("month", found.by_month),
    ]


def tell_then(found: ThenSo) -> list[Sheet]:
    """What was so of somebody on a day as tables, of which some may have no rows."""
    columns = ("standing", "type", "what", "other", "basis", "accounts", "against", "sources", "events")
    held = [
        (
            *(one.standing, one.type, one.what, one.other, one.basis),
            *(" ".join(one.accounts), " ".join(one.against), ", ".join(one.sources), one.events),
        )
        for one in found.held
    ]
    return [
        Sheet(columns, held, title=f"{found.taken.given} on {found.day}", wide=("what", "sources")),
        _tell_hits("statements", found.said, "What they said that day"),
        _tell_hits("events", found.events, "What was then"),
    ]


def tell_stats(found: Stats) -> Sheet:
    """The figures of a store as a table of two columns."""
    rows: list[_Row] = [
        ("articles", found.articles),
        ("newer versions of an address", found.versions),
        ("superseded articles", found.superseded),
        ("retracted articles", found.retracted),
        ("articles without a date", found.undated),
        ("published", _tell_days(found.first, found.last)),
        ("outlets", found.outlets),
        ("names", found.names),
        ("entities", found.entities),
        ("mentions", found.mentions),
        ("times", found.times),
        ("statements", found.statements),
        *_tell_counts(found.statements_by_form),
        ("events", found.events),
        *((f"events, voice: {name}", number) for name, number in found.events_by_voice),
        ("captures", found.captures),
        ("bytes as fetched", found.captured),
        *((f"read by {name}", number) for name, number in found.engines),
        ("former analyses", found.former_analyses),
        ("corrections", found.corrections),
        ("forgotten articles", found.forgotten),
        *((f"inputs {name}", number) for name, number in found.inputs),
        ("feeds", found.feeds),
        ("bytes on disk", found.size),
    ]
    return Sheet(("what", "number"), rows)


def _tell_counts(counts: Counts) -> Iterable[_Row]:
    return ((f"statements, {name}", number) for name, number in counts)


def _tell_words(hit: AnyHit) -> Cell:
    """The words, in front of them what people found amiss, and those that were searched for marked."""
    amiss = dict.fromkeys(one for one in hit.verdicts if one != "right")
    mark = f"[{', '.join(amiss)}] " if amiss else ""
    if hit.snippet is None:
        return Cell(mark + hit.words)
    spans = [Span(start=one.start + len(mark), end=one.end + len(mark)) for one in hit.snippet.spans]
    return Cell(mark + hit.snippet.text, tuple(spans))


def _tell_hits(kind: Kind, hits: Iterable[AnyHit], title: str | None = None) -> Sheet:
    return Sheet(_COLUMNS[kind], list(map(_tell_hit, hits)), title=title, wide=_WIDE)


def _tell_hit(hit: AnyHit) -> _Row:
    words = _tell_words(hit)
    begin = (hit.id, hit.published or "", hit.outlet or "")
    if isinstance(hit, StatementHit):
        return (*begin, _tell_speakers(hit), hit.act, hit.form, words, hit.title or "")
    if isinstance(hit, EventHit):
        return (*begin, hit.type, "; ".join(_tell_fillers(hit)), _tell_voice(hit), words, hit.title or "")
    return (*begin, hit.title or "", words, hit.url or "")


def _tell_what(hit: AnyHit) -> tuple[str, str, str]:
    """What it is, who has a part in it, and in whose voice it is told."""
    if isinstance(hit, StatementHit):
        return hit.act, _tell_speakers(hit), hit.form
    if isinstance(hit, ArticleHit):
        return "article", "", ""
    return hit.type, "; ".join(_tell_fillers(hit)), _tell_voice(hit)


def _tell_voice(hit: EventHit) -> str:
    """Who asserts an event, and what is said of whether it is so."""
    who = (
        f"according to {', '.join(hit.according_to) or 'somebody'}" if hit.voice == "statement" else hit.voice
    )
    return ", ".join([who, *_tell_reserve(hit)])


def _tell_reserve(one: EventHit | Post) -> list[str]:
    return [term for term in (one.modality, one.polarity) if term not in ("actual", "positive")]


def _tell_person(found: Dossier) -> Iterable[_Row]:
    for name in found.taken.names:
        yield "name", f"{name.name} ({name.articles})"
    if found.also:
        yield "also called", ", ".join(found.also)
    if found.types:
        yield "type", ", ".join(f"{name} ({number})" for name, number in found.types)


def _tell_post(post: Post) -> _Row:
    phase = ", ".join([post.phase, *_tell_reserve(post)])
    begin = (post.id, post.published or "", post.since or "", post.type, phase)
    return (*begin, post.position, post.organisation, post.articles, ", ".join(post.voices))


def _tell_shares(label: str, shares: Iterable[Share]) -> Sheet:
    rows = [(one.label, one.articles, one.said, one.events) for one in shares]
    return Sheet((label, "articles", "statements", "events"), rows, title=f"By {label}")


def _tell_days(earliest: str | None, latest: str | None) -> str:
    if earliest is None or latest is None or earliest == latest:
        return earliest or latest or ""
    return f"{earliest} to {latest}"


def _tell_speakers(hit: StatementHit) -> str:
    """Who speaks: names, else the article's words, else the class of a source without a name."""
    return ", ".join(hit.speakers) or hit.source or hit.anonymous or ""


def _tell_fillers(hit: EventHit) -> Iterable[str]:
    """The roles of an event with what fills them."""
    return (f"{one.role}: {one.filler}" for one in hit.arguments)
