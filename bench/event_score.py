"""How many of the events that were judged are right, by question, and how far the two judges agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from bench.event_verdicts import Drawn, Found, Judged
from bench.judge import compare, wilson

_FINE = ("right", "none")
_PHASE = "phase"
_GIVEN = "time given"


def score(judged: Sequence[Judged]) -> Iterator[str]:
    """The share right for each judge and for both, with 95 % intervals, agreement, and the kinds of error.

    Unsure is not right. A time is right as well where none is given and none is stated. The intervals take
    the arguments of an event for independent.
    """
    pairs: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for one in judged:
        answers = zip(_answer(one, one.first), _answer(one, one.second), strict=True)
        for (question, first), (_, second) in answers:
            pairs[question].append((first, second))
    yield f"{len(judged)} events, {len(pairs['arguments'])} arguments, {len(pairs[_GIVEN])} times given"
    yield f"{'% right':11}{'of':>5}{'first':>20}{'second':>20}{'both':>20}{'agree':>8}{'kappa':>7}"
    for question in ("type", "arguments", "time", _GIVEN, "polarity", "modality", "voice", "all of it"):
        yield _format_row(question, pairs[question])
    yield ""
    yield from _tabulate("not right", judged, _count_rest)
    yield from _tabulate("roles missing", judged, lambda found: Counter(found.missing))
    yield from _tabulate("kind of error", judged, _count_kind)


def _answer(drawn: Drawn, found: Found) -> Iterator[tuple[str, bool]]:
    """Each question that is asked of the event, in one order, and whether the answer is right."""
    arguments = [_argument_right(found, key) for key in drawn.arguments]
    single = {
        "type": found.type == "right",
        "time": found.time in _FINE,
        "polarity": found.polarity == "right",
        "modality": found.modality == "right",
        "voice": found.voice == "right",
    }
    yield from single.items()
    yield from (("arguments", right) for right in arguments)
    if drawn.time is not None:
        yield _GIVEN, single["time"]
    yield "all of it", all(single.values()) and all(arguments)


def _argument_right(found: Found, key: str) -> bool:
    """With a wrong type no argument is right, unless it is only the phase that is wrong."""
    typed = found.type != "wrong" or _kind(found) == _PHASE
    return typed and found.arguments[key] == "right"


def _kind(found: Found) -> str:
    return " ".join(found.kind.casefold().split())


def _format_row(question: str, pairs: Sequence[tuple[bool, bool]]) -> str:
    if not pairs:
        return f"{question:11}{0:5}"
    *_, agree, kappa = compare(pairs)
    sides = (sum(first for first, _ in pairs), sum(second for _, second in pairs), sum(map(all, pairs)))
    shares = "".join(f"{_format_share(part, len(pairs)):>20}" for part in sides)
    return f"{question:11}{len(pairs):5}{shares}{100 * agree:8.1f}{kappa:7.2f}"


def _format_share(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{100 * part / whole:.1f} ({100 * low:.1f}-{100 * high:.1f})"


def _count_rest(found: Found) -> Counter[str]:
    """The verdicts that count against the event, by question, as the judge wrote them."""
    single = {"type": found.type, "time": found.time, "polarity": found.polarity, "modality": found.modality}
    verdicts = [*single.items(), ("voice", found.voice)]
    verdicts += [("arguments", verdict) for verdict in found.arguments.values()]
    return Counter(f"{question} {verdict}" for question, verdict in verdicts if verdict not in _FINE)


def _count_kind(found: Found) -> Counter[str]:
    return Counter(filter(None, [_kind(found)]))


def _tabulate(head: str, judged: Sequence[Judged], count: Callable[[Found], Counter[str]]) -> Iterator[str]:
    """What each judge has, the most frequent first."""
    first = sum((count(one.first) for one in judged), Counter[str]())
    second = sum((count(one.second) for one in judged), Counter[str]())
    yield f"{head:24}{'first':>7}{'second':>8}"
    for label in sorted(first | second, key=lambda label: (-first[label] - second[label], label)):
        yield f"  {label:22}{first[label]:7}{second[label]:8}"
    yield f"  {'total':22}{first.total():7}{second.total():8}"
