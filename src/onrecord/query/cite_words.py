"""Citations in words, for people to read and to paste."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.kept import Correction
from onrecord.query.cite import Citation, Proof
from onrecord.store.corrections import Held

_MONTHS = "January February March April May June July August September October November December".split()


def tell_citation(citation: Citation) -> str:
    """For example: Ann Lee, quoted in Meridian Wire, 14 March 2019, “Bridge shut”: “I quit” (direct; say)."""
    title = f"“{citation.title}”" if citation.title else None
    published = tell_date(citation.published) if citation.published else "no date"
    where = ", ".join(filter(None, (_lead(citation), published, title)))
    notes = "; ".join([*citation.told, *_via(citation)])
    return f"{where}: {_quoted(citation.quote)}" + (f" ({notes})" if notes else "")


def tell_date(published: str) -> str:
    """A date of ISO 8601 as people write it: 14 March 2019, March 2019, 2019; as it is where it is none."""
    parts = published[:10].split("-")
    try:
        year, month, day = [*map(int, parts), 0, 0][:3]
        named = [str(day)] * (day > 0) + [_MONTHS[month - 1]] * (month > 0)
    except (ValueError, IndexError):
        return published
    return " ".join([*named, str(year)])


def write_text(citation: Citation) -> str:
    """A citation over several lines: in words, its paragraph, and what proves it."""
    lines = [tell_citation(citation)]
    lines += [f"  Warning: {warning}" for warning in warnings(citation)]
    if citation.before.strip() or citation.after.strip():
        lines.append(f"  In context: {citation.before}[{citation.quote}]{citation.after}".replace("\n", " "))
    lines += [f"  {name}: {value}" for name, value in _facts(citation)]
    return "\n".join(lines)


def write_markdown(citation: Citation) -> str:
    """A citation as Markdown: the quotation as a block, and its source in a line with a link."""
    quoted = "\n".join(f"> {line}" for line in _escape(citation.quote).split("\n"))
    title = _escape(f"“{citation.title}”") if citation.title else "the article"
    link = f"[{title}](<{_address(citation.url)}>)" if citation.url else title
    published = tell_date(citation.published) if citation.published else "no date"
    notes = "; ".join([*citation.told, *_via(citation)])
    source = ", ".join(filter(None, (_escape(_lead(citation)), published, link)))
    lines = [quoted, ">", f"> — {source}" + (f" ({_escape(notes)})" if notes else "")]
    lines += [f">\n> **Warning:** {_escape(warning)}" for warning in warnings(citation)]
    proof = f", captured {citation.captures[0].fetched}" if citation.captures else ""
    lines.append(f">\n> `{citation.id}`{proof}, text SHA-256 `{citation.text_digest}`")
    return "\n".join(lines)


def warnings(citation: Citation) -> list[str]:
    """What somebody who cites it should know: corrections, a newer version, a newer analysis."""
    found = [tell_correction(one) for one in citation.corrections]
    if citation.status == "retracted":
        found.insert(0, "the article is marked as retracted")
    if citation.status == "superseded":
        found.insert(0, f"this is version {citation.version} of the article; a newer one is in the store")
    if citation.is_former:
        found.insert(0, f"only a former analysis has it ({citation.engine}); the newest does not")
    return found


def tell_correction(held: Held) -> str:
    """For example: Bo Ash says (2026-11-29, no. 3) that its act should be "deny": see the minutes."""
    one = held.correction
    told = {
        "right": "that it is right",
        "wrong": f"that its {one.field} is wrong" if one.field else "that it is wrong",
        "changed": f"that its {one.field} should be {one.value}",
        "missing": f"that this {one.kind} is missing: {one.value}",
    }[one.verdict]
    if one.kind == "document" and one.field == "status":
        told = "that the article is retracted"
    back = f" (taken back {held.withdrawn[:10]})" if held.withdrawn else ""
    return f"{one.by} says ({one.at[:10]}, no. {held.key}) {told}{_because(one)}{back}"


def _because(one: Correction) -> str:
    return f": {one.note}" if one.note else ""


def _lead(citation: Citation) -> str:
    who = " and ".join(citation.who)
    outlet = citation.outlet or "an outlet that is not named"
    if citation.kind == "statement":
        how = "quoted" if "direct" in citation.told else "reported"
        return f"{who or 'An unnamed source'}, {how} in {outlet}"
    if citation.kind == "document":
        return outlet
    return f"{who}, in {outlet}" if who else outlet


def _via(citation: Citation) -> list[str]:
    return [f"reported via {', '.join(citation.via)}"] if citation.via else []


def _quoted(words: str) -> str:
    """The words in quotation marks, which are not doubled."""
    is_quoted = words[:1] in '“"‘' and words[-1:] in '”"’'
    return words if is_quoted else f"“{words}”"


def _facts(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "Address", citation.url or citation.location
    for one in citation.captures:
        yield "Captured", _tell_proof(one)
    if not citation.captures:
        yield "Captured", "the bytes that it was read from are not in the store"
    yield (
        "Text",
        f"SHA-256 {citation.text_digest}, characters {citation.anchor.start} to {citation.anchor.end}",
    )
    yield "Record", f"SHA-256 {citation.record_digest}, by onrecord {citation.engine}"
    yield "Id", f"{citation.id} in article {citation.document}, version {citation.version}"


def _tell_proof(proof: Proof) -> str:
    warc = (
        f", in {proof.warc.path} at byte {proof.warc.offset} ({proof.warc.record_id})" if proof.warc else ""
    )
    return f"{proof.fetched} from {proof.location}, SHA-256 {proof.digest}{warc}"


def _escape(words: str) -> str:
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|" else one for one in words)


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A")
