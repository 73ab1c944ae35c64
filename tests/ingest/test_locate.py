"""Words are located in the bytes that they came from, read there again, and a changed byte is noticed."""

from __future__ import annotations

import html
import io
import json
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest.decode import decode
from onrecord.ingest.extract import extract
from onrecord.ingest.locate import locate, read_place, same_words
from onrecord.ingest.tables import Reading, read_table
from onrecord.model.capture import Place
from onrecord.model.document import Source
from onrecord.model.span import Span
from tests.ingest.news_pages import PAGES
from tests.ingest.pages import HEADLINE, META, PARAGRAPHS, build_page

ALL_PAGES = PAGES | {"built": build_page().encode(), "bare": build_page(head="").encode("utf-16")}
PAGE = "page.html"


def source_of(markup: str | bytes, **told: str) -> Source:
    content = markup.encode("utf-8") if isinstance(markup, str) else markup
    return Source(location=told.pop("location", PAGE), content=content, **told)  # type: ignore[arg-type]


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def locate_words(source: Source, text: str, *words: str) -> list[bytes | None]:
    """The bytes at the places of some words of the text."""
    places = locate(source, text, [span_of(text, one) for one in words])
    return [source.content[place.start : place.end] if place else None for place in places]


def in_page(body: str, text: str, *words: str) -> list[str | None]:
    """The markup at the places of the words, or of all the text, in a page with this body."""
    found = locate_words(source_of(f"<html><body>{body}</body></html>"), text, *(words or (text,)))
    return [None if one is None else one.decode() for one in found]


def reads_back(source: Source, place: Place, words: str) -> bool:
    again = read_place(source.content, place, location=source.location, media_type=source.media_type)
    return same_words(again, words)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", ""),
        ("utf-8", "\ufeff"),
        ("utf-16-le", ""),
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", ""),
        ("utf-16-be", "\ufeff"),
        ("utf-32-le", "\ufeff"),
        ("utf-32-be", "\ufeff"),
        ("cp1252", ""),
    ],
)
def test_plain_text_is_located_to_the_byte(encoding: str, mark: str) -> None:
    text = "“We’re naïve – at €5,” said Zoë.\r\n\r\nThe café was shut, and the rest of the town was too.\n"
    if encoding != "cp1252":
        text += "It was \U0001f600 fine."
    source = source_of((mark + text).encode(encoding), location="a.txt")
    assert decode(source.content, "a.txt") == text
    words = ["“We’re naïve – at €5,”", "Zoë", "café was\x20shut", text[-5:], text]
    spans = [span_of(text, one) for one in words]
    for place, word in zip(locate(source, text, spans), words, strict=True):
        assert place is not None
        assert place.exact
        assert source.content[place.start : place.end] == word.encode(encoding)
        assert reads_back(source, place, word)


@pytest.mark.parametrize(
    "source",
    [
        source_of(b"other words than these", location="a.txt"),
        source_of(b"%PDF-1.7 words", location="a.pdf"),
        source_of(b"PK\x03\x04words", location="a.docx"),
        source_of(b'{"text": 5}', media_type="application/json"),
        source_of(b"{", media_type="application/json"),
        source_of(b"a,b", media_type="text/csv"),
        source_of(b"", media_type="text/html"),
        source_of(b"\xff\xfe\x00", location="a.txt"),
    ],
)
def test_what_is_not_there_is_not_located(source: Source) -> None:
    assert locate(source, "words", [Span(start=0, end=5)]) == [None]


@pytest.mark.parametrize(
    ("body", "text", "markup"),
    [
        ("<p>a <b>bold</b> word</p>", "a bold word", "a <b>bold</b> word"),
        ("<p>bold<i>face</i></p>", "boldface", "bold<i>face"),
        (
            "<p>Tom &amp; Ann&rsquo;s &#8220;x&#x201D;</p>",
            "Tom & Ann’s “x”",
            "Tom &amp; Ann&rsquo;s &#8220;x&#x201D;",
        ),
        ("<p>&pound5 &copy2020 &#150; x</p>", "£5 ©2020 – x", "&pound5 &copy2020 &#150; x"),
        ("<p>&nosuch; & &; R&D</p>", "&nosuch; & &; R&D", "&nosuch; & &; R&D"),
        ("<p>so&shy;ft\u00ad hy&#173;phen</p>", "soft hyphen", "so&shy;ft\u00ad hy&#173;phen"),
        ("<p> many\n\t&nbsp; spaces </p>", "many spaces", "many\n\t&nbsp; spaces"),
        ("<p>a<!-- <p>b</p> > -->c</p>", "ac", "a<!-- <p>b</p> > -->c"),
        ("<p>a<![CDATA[b>c</p>", "ac", "a<![CDATA[b>c"),
        ("<p>a<script>x='</p>b'</script>c</p>", "ac", "a<script>x='</p>b'</script>c"),
        (
            "<p>a<style>p{}</style><template>x</template>b</p>",
            "ab",
            "a<style>p{}</style><template>x</template>b",
        ),
        ("<p>a<noscript><b>x</b></noscript>b</p>", "ab", "a<noscript><b>x</b></noscript>b"),
        ("<p>a <a href=\"x>y\" title='>'>link</a></p>", "a link", "a <a href=\"x>y\" title='>'>link"),
        ("<p>a < b <3 c</p>", "a < b <3 c", "a < b <3 c"),
        ("<p>a</ x>b</p>", "ab", "a</ x>b"),
        ("<p>one<br>two<br/>three</p>", "one\ntwo\nthree", "one<br>two<br/>three"),
        ("<table><tr><td>a</td><td>b c</td></tr></table>", "a\tb c", "a</td><td>b c"),
        ("<p>a<figure><p>x</p></figure> b</p>", "a b", "a<figure><p>x</p></figure> b"),
        ("<figure><figcaption>A <i>cap</i></figcaption></figure>", "A cap", "A <i>cap"),
        ("<form><p>in a form</p></form>", "in a form", "in a form"),
        ("<P CLASS=x>upper<BR></P>", "upper", "upper"),
        ("<p>unclosed", "unclosed", "unclosed"),
        ("<p>x</p><p title='&lt;y'>y</p>", "y", "y"),
        ("<meta content='In an &quot;attribute&quot;'>", 'In an "attribute"', "In an &quot;attribute&quot;"),
        ("<title>A title | Site</title>", "A title", "A title"),
        (
            '<script type="application/ld+json">{"headline": "A \\u201cK\\u201d \\"q\\""}</script>',
            'A “K” "q"',
            'A \\u201cK\\u201d \\"q\\"',
        ),
        ("<p>C:\\new \\u0041</p>", "C:\\new \\u0041", "C:\\new \\u0041"),
    ],
)
def test_words_in_markup_are_located(body: str, text: str, markup: str) -> None:
    assert in_page(body, text) == [markup]
    source = source_of(f"<html><body>{body}</body></html>")
    (place,) = locate(source, text, [Span(start=0, end=len(text))])
    assert place is not None
    assert place.exact == (text == markup)
    assert reads_back(source, place, text)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>other words</p>", "words here"),
        ("<p>newspaper</p>", "news"),
        ("<p>a <b>gone</b> b</p>", "a b"),
        ("<p>x</p><!-- words -->", "words"),
        ("<script>words</script>", "words"),
        ("<p title='words'>x</p>", "words"),
        ("<p>x</p><p words", "words"),
    ],
)
def test_words_that_the_page_does_not_show_are_not_located(body: str, text: str) -> None:
    assert in_page(body, text) == [None]


def test_words_that_are_there_more_than_once_are_those_between_their_neighbours() -> None:
    body = "<p>More</p><p>First part.</p><p>More</p><p>Last part.</p><p>More</p><p>More</p>"
    text = "First part.\n\nMore\n\nLast part.\n\nMore"
    source = source_of(f"<html><body>{body}</body></html>")
    spans = [Span(start=13, end=17), Span(start=31, end=35)]
    first, second = locate(source, text, spans)
    assert first is not None
    assert second is not None
    content = source.content.decode()
    assert content.index("First") < first.start < content.index("Last") < second.start
    assert second.start == content.index("More", content.index("Last"))


def test_any_stretch_of_a_paragraph_is_located() -> None:
    body = "<p>He <b>said</b> &ldquo;no&rdquo; twice.</p><div>ad</div><p>Then he went.</p><p>And slept.</p>"
    text = "He said “no” twice.\n\nThen he went.\n\nAnd slept."
    words = ["He", "said “no”", "“no”", "o” t", "went.\n\nAnd", "twice.\n\nThen", "\n\n"]
    expected = [
        "He",
        "said</b> &ldquo;no&rdquo;",
        "&ldquo;no&rdquo;",
        "o&rdquo; t",
        "went.</p><p>And",
        None,
        None,
    ]
    assert in_page(body, text, *words) == expected


@pytest.mark.parametrize("name", ALL_PAGES)
def test_every_segment_of_a_page_is_located_and_read_again(name: str) -> None:
    source = source_of(ALL_PAGES[name])
    article = extract(source, language="en")
    text = article.document.text
    assert article.segments
    for segment, place in zip(article.segments, locate(source, text, article.segments), strict=True):
        # A byline that was put together from several names stands nowhere on the page.
        if segment.slice(text) == "Maria Quill, Tom Reed":
            assert place is None
            continue
        assert place is not None, segment.slice(text)
        assert reads_back(source, place, segment.slice(text))


def test_a_headline_and_a_byline_from_metadata_are_located_there() -> None:
    head = META.replace("Maria Quill and Tom Reed", "Maria Quill")
    markup = build_page("".join(f"<p>{one}</p>" for one in PARAGRAPHS), head=head)
    text = extract(source_of(markup)).document.text
    source = source_of(markup)
    assert locate_words(source, text, HEADLINE, "Maria Quill") == [HEADLINE.encode(), b"Maria Quill"]
    (place,) = locate(source, text, [span_of(text, "Maria Quill")])
    assert place is not None
    assert markup.encode()[: place.start].endswith(b'name="author" content="')


@pytest.mark.parametrize(
    "charset", ["utf-8", "windows-1252", "iso-8859-15", "gb18030", "shift_jis", "utf-16"]
)
def test_pages_in_any_encoding_are_located(charset: str) -> None:
    markup = build_page("<h1>A</h1><p>Said § one</p><p>and ±<b>two</b></p>", charset=charset)
    source = source_of(markup.encode(charset))
    text = "Said § one\n\nand ±two"
    assert locate_words(source, text, "Said § one", "±two") == [
        "Said § one".encode(charset).removeprefix(b"\xff\xfe"),
        "±<b>two".encode(charset).removeprefix(b"\xff\xfe"),
    ]


def test_a_page_with_damaged_characters_is_located() -> None:
    paragraph = "caf\u00e9s \u2013 ".encode() * 20
    content = b"<html><meta charset=utf-8><p>" + paragraph + b"</p><p>x\xe2\x80y \xffand <b>more</b></p>"
    source = source_of(content)
    assert locate_words(source, "x\ufffdy \ufffdand more", "x\ufffdy", "and more") == [
        b"x\xe2\x80y",
        b"and <b>more",
    ]


@pytest.mark.parametrize("escape", [True, False])
def test_the_text_in_a_line_of_json_is_located(escape: bool) -> None:
    text = 'He said: “no”,\nand "left"\\ \U0001f600 – with Zoë.\t\n\n'
    line = json.dumps(
        {"x": {"text": "He said"}, "text ": 1, "y": [{"text": "no"}], "text": text}, ensure_ascii=escape
    )
    source = source_of(line, media_type="application/json")
    words = [text, "He said: “no”,\nand", '"left"\\', "\U0001f600 – with", "Zoë", "with", "\n\n"]
    for place, word in zip(locate(source, text, [span_of(text, one) for one in words]), words, strict=True):
        assert place is not None
        written = json.dumps(word, ensure_ascii=escape)[1:-1]
        assert source.content[place.start : place.end] == written.encode()
        assert place.exact == (written == word)
        assert reads_back(source, place, word)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_text_in_a_row_of_csv_is_located(delimiter: str) -> None:
    text = f'He said "no"{delimiter}\nand ""left"", with Zoë.'
    cells = ["1", '"' + text.replace('"', '""') + '"', "Ann", '"He said ""no"""']
    table = delimiter.join(("id", "text", "author", "title")) + "\r\n" + delimiter.join(cells) + "\r\n"
    (source,) = read_table(io.BytesIO(table.encode()), "a.csv", Reading())
    assert not isinstance(source, InputError)
    assert source.text == text
    words = ['said "no"', "with Zoë.", text]
    places = locate(source, text, [span_of(text, one) for one in words])
    for place, word in zip(places, words, strict=True):
        assert place is not None
        assert source.content[place.start : place.end].decode() == word.replace('"', '""')
        assert reads_back(source, place, word)


LETTER = re.compile(r"<[^>]*>|&[^;\s]*;?|\\u....|(?P<letter>[a-zA-Z])")


@pytest.mark.parametrize("name", PAGES)
def test_a_changed_letter_in_a_place_is_noticed(name: str) -> None:
    content = PAGES[name]
    article = extract(source_of(content), language="en")
    width, encoding = (2, "utf-16-le") if content.startswith(b"\xff\xfe") else (1, "latin-1")
    for segment, place in zip(
        article.segments, locate(source_of(content), article.document.text, article.segments), strict=True
    ):
        assert place is not None
        # What is no letter of the text is made one tag of the same length.
        markup = content[place.start : place.end].decode(encoding)
        markup = re.sub(
            r"<!--.*?-->|<(script|button|time)\b.*?</\1>|<svg.*?</svg>",
            lambda m: "<" + "-" * (len(m[0]) - 2) + ">",
            markup,
        )
        letters = [match.start() for match in LETTER.finditer(markup) if match["letter"]]
        for number in letters[:: max(1, len(letters) // 12)]:
            at = place.start + number * width
            for other in {content[at] ^ 1, content[at] ^ 0x20, ord("<"), 0x20, 0x80} - {content[at]}:
                changed = content[:at] + bytes([other]) + content[at + 1 :]
                words = segment.slice(article.document.text)
                assert not reads_back(source_of(changed), place, words), (markup, number, other)


CHARACTERS = st.characters(max_codepoint=0x2FFF, categories=["L", "N", "P", "S"], exclude_characters="\ufffd")
PARAGRAPH = st.lists(st.text(CHARACTERS, min_size=1, max_size=8), min_size=1, max_size=6)
INLINE = ["b", "i", "em", "a href='x>y' title=\"&quot;\"", "span class=x", "cite"]
NOISE = [
    "<!-- c -->",
    "<script>x</script>",
    "<aside>other</aside>",
    "<div class='ad'></div>",
    "<style>p > a</style>",
]


@st.composite
def written(draw: st.DrawFn, words: list[str]) -> str:
    """The words as somebody may write them in HTML."""
    parts = []
    for word in words:
        ways = [
            html.escape(word),
            "".join(f"&#{ord(one)};" for one in word),
            "".join(f"&#x{ord(one):X};" for one in word),
        ]
        part = draw(st.sampled_from(ways))
        if draw(st.booleans()):
            tag = draw(st.sampled_from(INLINE))
            part = f"<{tag}>{part}</{tag.split()[0]}>"
        parts.append(part)
    return draw(st.sampled_from([" ", "\n\t", "&nbsp;", " <!-- > --> ", "<wbr> "])).join(parts)


@given(data=st.data(), paragraphs=st.lists(PARAGRAPH, min_size=1, max_size=5))
@settings(max_examples=150)
def test_what_was_written_in_any_way_is_located_and_read_again(
    data: st.DataObject, paragraphs: list[list[str]]
) -> None:
    markup = "<html><head><meta charset=utf-8></head><body>"
    for words in paragraphs:
        markup += data.draw(st.sampled_from(NOISE)) + f"<p>{data.draw(written(words))}</p>"
    blocks = [" ".join(words) for words in paragraphs]
    text = "\n\n".join(blocks)
    starts = [sum(len(block) + 2 for block in blocks[:number]) for number in range(len(blocks))]
    spans = [Span(start=start, end=start + len(block)) for start, block in zip(starts, blocks, strict=True)]
    source = source_of(markup)
    places = [place for place in locate(source, text, spans) if place is not None]
    assert len(places) == len(spans)
    assert all(first.end <= second.start for first, second in pairwise(places))
    for place, block in zip(places, blocks, strict=True):
        assert reads_back(source, place, block)


@given(
    markup=st.text(st.sampled_from("<>/!-?&;#x1\"'= \nabp\\{}"), max_size=200),
    text=st.text(max_size=20),
    media=st.sampled_from(["text/html", "text/csv", "application/json", "text/plain"]),
)
@settings(max_examples=300)
def test_rubbish_is_located_rightly_or_not_at_all(markup: str, text: str, media: str) -> None:
    source = source_of(f"<p>{markup}", media_type=media)
    text = text + markup
    spans = [Span(start=0, end=len(text)), Span(start=len(text) // 2, end=len(text))] if text else []
    spans = [span for span in spans if span.start < span.end]
    for span, place in zip(spans, locate(source, text, spans), strict=True):
        assert place is None or reads_back(source, place, span.slice(text))


SIZE = 2_000_000


PIECES = """< <a </ <!-- a<!----> & &amp; &#1 <b>x</b> <p|a=' <p|=" <aside> <script> <meta|content=x> a| \\
<? &shy; <p>The|harbour|bridge</p> <title> </p> <svg></svg>x"""


@pytest.mark.parametrize("piece", PIECES.replace("\n", " ").split(" "))
def test_a_page_made_to_take_time_does_not(piece: str) -> None:
    source = source_of("<html><body>" + piece.replace("|", " ") * (SIZE // len(piece)) + build_page())
    started = time.process_time()
    locate(source, "\n\n".join(PARAGRAPHS), [Span(start=0, end=20), Span(start=100, end=200)])
    assert time.process_time() - started < 10


@pytest.mark.parametrize("filling", ["a", "a ", "=", "a = ", " ", "content"])
def test_a_tag_made_to_take_time_does_not(filling: str) -> None:
    source = source_of("<html><body><meta " + filling * (SIZE // len(filling)) + ">" + build_page())
    started = time.process_time()
    locate(source, "\n\n".join(PARAGRAPHS), [Span(start=0, end=20)])
    assert time.process_time() - started < 10


def test_a_large_page_is_located_soon() -> None:
    menu = "".join(
        f"<li class='menu-item'><a href='/s/{n}?a=b&amp;c=d'>Section {n}</a></li>\n" for n in range(1_500)
    )
    blocks = [
        f"Paragraph {n} says “{n}” and then some more, which is long enough to be one. " * 4
        for n in range(80)
    ]
    body = "".join(f"<p class='x'>{one}</p><div class='ad'><script>ad()</script></div>\n" for one in blocks)
    text = "\n\n".join(one.strip() for one in blocks)
    source = source_of(f"<html><body><ul>{menu}</ul><article>{body}</article></body></html>")
    assert len(source.content) > 120_000
    spans = [span_of(text, one.strip()) for one in blocks]
    started = time.process_time()
    places = locate(source, text, spans)
    # It takes a tenth of this where nothing else runs.
    assert time.process_time() - started < 0.5
    assert None not in places
