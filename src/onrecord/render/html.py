"""A record as one self-contained page: no script, nothing fetched, and all of the article as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.render.article import render_article
from onrecord.render.cards import Cards, Section
from onrecord.render.view import View
from onrecord.render.visible import show_line

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LAYERS = (
    ("content", "statement", "what somebody says, writes, thinks or wants"),
    ("source", "source", "who says it"),
    ("cue", "cue", "the words that report it"),
    ("trigger", "event", "what happens, is so or is expected"),
    ("mention", "name", "people, organisations, places and the like"),
    ("time", "time", "when"),
)
"""What is marked in an article: the CSS class, the name, and what it means."""
FORMS = (
    ("direct", "all in the speaker’s own words"),
    ("mixed", "partly in the speaker’s own words"),
    ("indirect", "in the article’s words"),
)
"""The forms of statements, by their lines, and what each means."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the index of many pages lists it."""

    href: str
    title: str
    origin: tuple[str, ...]
    statements: int
    events: int


def render_page(view: View) -> str:
    """What is shown of a record as a page of HTML, to be written as UTF-8."""
    article = render_article(view)
    sections = list(Cards(view, article.anchors).write_sections())
    body = [
        '<a class="skip" href="#article">Skip to the article</a>',
        *_write_header(view, sections),
        '<div class="columns">',
        '<main id="article" tabindex="-1">',
        *_write_legend(),
        *_write_notices(view),
        f'<article class="text" id="text" dir="auto">{article.html}</article>',
        "</main>",
        '<aside id="findings" aria-label="What was found in the article">',
        *(f'<section id="{one.name}"><h2>{_count_cards(one)}</h2>{one.html}</section>' for one in sections),
        "</aside>",
        "</div>",
        *_write_footer(view),
    ]
    return "\n".join(_write_document(view.title, view.record.document.language, body))


def list_page(view: View, href: str) -> Entry:
    """How the page of a view, which stands at `href`, is listed."""
    return Entry(href, view.title, view.origin, len(view.statements), len(view.events))


def render_index(entries: Sequence[Entry]) -> str:
    """A page that lists other pages, in the order given."""
    items = (
        f'<li><a href="{escape(entry.href)}"><bdi>{escape(entry.title)}</bdi></a>'
        f"<p>{_join_origin(entry.origin)}</p>"
        f"<p>{_count(entry.statements, 'statement')}, {_count(entry.events, 'event')}</p></li>"
        for entry in entries
    )
    body = [
        '<header class="page"><h1>Records</h1>',
        f'<p class="origin">{_count(len(entries), "article")}</p></header>',
        '<main><ol class="index">',
        *items,
        "</ol></main>",
    ]
    return "\n".join(_write_document("Records", "en", body))


def _write_document(title: str, language: str, body: Iterable[str]) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(language)}">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="onrecord">'
    yield f"<title>{escape(title)}</title>"
    styles = files(__package__).joinpath("style")
    written = (styles.joinpath(name).read_text(encoding="utf-8") for name in ("marks.css", "page.css"))
    yield f"<style>{''.join(written)}</style></head>"
    yield "<body>"
    yield from body
    yield "</body></html>\n"


def _write_header(view: View, sections: Iterable[Section]) -> Iterator[str]:
    yield '<header class="page">'
    # A headline that stands in the text is shown there.
    repeated = ' class="repeated"' if view.has_headline else ""
    yield f"<h1{repeated}><bdi>{escape(view.title)}</bdi></h1>"
    yield f'<p class="origin">{_join_origin(view.origin)}{_write_address(view.record.document.url)}</p>'
    yield '<nav aria-label="Parts of this page"><a href="#article">Article</a>'
    yield from (f'<a href="#{one.name}">{_count_cards(one)}</a>' for one in sections)
    yield "</nav></header>"


def _count_cards(section: Section) -> str:
    return f"{section.heading} <small>{section.number}</small>"


def _join_origin(origin: Iterable[str]) -> str:
    return " · ".join(f"<bdi>{escape(part)}</bdi>" for part in origin)


def _write_address(url: str | None) -> str:
    if not url:
        return ""
    shown = f"<bdi>{escape(show_line(url))}</bdi>"
    try:
        is_web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        is_web = False
    # Any other scheme might be a script.
    link = f'<a href="{escape(show_line(url))}" rel="noreferrer noopener">{shown}</a>' if is_web else shown
    return f" · {link}"


def _write_legend() -> Iterator[str]:
    yield '<fieldset class="legend"><legend>What is marked</legend>'
    for name, label, meaning in LAYERS:
        yield f'<label title="{meaning}"><input type="checkbox" id="show-{name}" checked> '
        yield f'<span class="{name} sample">{label}</span></label>'
    forms = (f'<span class="content {form}" title="{meaning}">{form}</span>' for form, meaning in FORMS)
    yield f'<span class="forms">Lines under statements: {" ".join(forms)}</span>'
    yield "</fieldset>"


def _write_notices(view: View) -> Iterator[str]:
    for unread in view.unread:
        size = unread.span.end - unread.span.start
        yield f'<p class="notice"><strong>{size:,} characters were not analysed</strong>, '
        yield f"from “<bdi>{escape(unread.opening)}</bdi>” onward.</p>"


def _write_footer(view: View) -> Iterator[str]:
    yield '<footer class="page">'
    if view.left_out:
        yield (
            f"<p>{_count(view.left_out, 'finding')} in promo lines, captions and boilerplate left out "
            "of this page; <code>--all</code> shows what is there.</p>"
        )
    document = view.record.document
    yield f"<p>Record {view.record.schema} of document <code>{escape(document.id)}</code>; "
    yield f"SHA-256 of the text <code>{escape(document.text_digest)}</code>.</p></footer>"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
