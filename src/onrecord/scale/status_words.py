"""What is done of a run, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.scale.totals import Status, Summary, Totals, tell_time

_MOST_LEFT = 20


def tell_summary(summary: Summary, output: str) -> str:
    """What a run did, as lines of text."""
    return "\n".join(_summary_lines(summary, output))


def tell_status(status: Status, output: str) -> str:
    """What is done and what is left, as lines of text."""
    return "\n".join(_status_lines(status, output))


def _summary_lines(summary: Summary, output: str) -> Iterator[str]:
    yield from _done_lines(summary.done, summary.shards, output)
    for reason in summary.failed.values():
        yield f"not read: {reason}"
    if summary.articles:
        rate = summary.articles / max(summary.seconds, 1e-9), summary.words / max(summary.seconds, 1e-9)
        yield (
            f"this run: {summary.articles:,} articles in {tell_time(summary.seconds)} "
            f"({rate[0]:,.1f} a second, {rate[1]:,.0f} words a second, {summary.workers} workers)"
        )


def _status_lines(status: Status, output: str) -> Iterator[str]:
    yield from _done_lines(status.done, status.shards, output)
    yield f"engine: {status.engine}"
    for one in status.left[:_MOST_LEFT]:
        yield f"left: {one.shard}" + (f" ({one.kept:,} of its items are read)" if one.kept else "")
    if len(status.left) > _MOST_LEFT:
        yield f"left: {len(status.left) - _MOST_LEFT:,} more"


def _done_lines(done: Totals, shards: int, output: str) -> Iterator[str]:
    yield (
        f"{output}: {done.shards:,} of {shards:,} shards done: {done.articles:,} articles, "
        f"{done.words:,} words, {done.bytes_read:,} bytes read, {done.bytes_written:,} written"
    )
    if done.repeated:
        yield f"left out since it stood in its shard before: {done.repeated:,}"
    if done.rejected:
        yield f"rejected: {_list(done.rejected)}"
    if done.skipped:
        yield f"no article: {_list(done.skipped)}"


def _list(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count:,} {name}" for name, count in ordered)
