"""Dates of publication: as given, and as a page declares them."""

from __future__ import annotations

import pytest

from onrecord.errors import MalformedInput
from onrecord.ingest.extract import extract
from onrecord.ingest.published import read_published
from onrecord.model.document import Published, Source
from tests.ingest.pages import PARAGRAPHS, TEXT, build_page, extract_page


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2018", "2018"),
        ("2018-08", "2018-08"),
        ("2018-08-05", "2018-08-05"),
        ("20180805", "2018-08-05"),
        (" 2018-08-05\n", "2018-08-05"),
        ("2018-08-05T23:59:59", "2018-08-05"),
        ("2018-08-05 23:59", "2018-08-05"),
        ("2018-08-05T23:59:59.123Z", "2018-08-05"),
        ("2018-08-05T23:59:59+02:00", "2018-08-05"),
        ("2016-02-29", "2016-02-29"),
    ],
)
def test_a_given_date(given: str, value: str) -> None:
    assert read_published(Source(location="x", published=given)) == Published(value=value, basis="given")


@pytest.mark.parametrize(
    "given",
    ["", "0000", "2018-13", "2018-02-29", "5 August 2018", "05/08/2018", "18-08-05", "2018-8-5", "tomorrow"],
)
def test_a_given_date_that_is_none(given: str) -> None:
    with pytest.raises(
        MalformedInput, match=r"article\.txt: .* is no date of publication: write it as 2018-08-05"
    ):
        extract(Source(location="article.txt", content=TEXT.encode(), published=given))


def test_a_given_date_goes_before_the_page_s() -> None:
    source = Source(location="page", content=build_page().encode(), published="1999-12-31")
    article = extract(source)
    assert article.document.published == Published(value="1999-12-31", basis="given")


ARTICLE = '{"@type": "%s", "headline": "Bridge shut", "datePublished": "2021-03-04T10:00:00Z"}'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-03-04T23:30:00+01:00">',
        '<meta name="DC.date.issued" content="2021-03-04">',
        '<meta itemprop="datePublished" content="20210304T1030">',
        '<meta name="pubdate" content="Thu, 04 Mar 2021 10:00:00 GMT">',
        '<meta name="date" content="March 4th, 2021">',
        '<meta name="date" content="2021/3/4">',
        '<meta name="date" content="2001-01-01"><meta property="article:published" content="2021-03-04">',
        '<meta property="article:published_time" content="soon"><meta name="date" content="2021-03-04">',
        '<script type="application/ld+json">' + ARTICLE % "NewsArticle" + "</script>",
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, '
        + ARTICLE % "Article"
        + "]}</script>",
        '<script type="application/ld+json">[' + ARTICLE % 'BlogPosting", "x": "' + "]</script>",
        '<link rel="canonical" href="https://shore.example/2021/03/04/bridge-shut">',
    ],
)
def test_a_page_that_declares_its_date(head: str) -> None:
    article = extract_page(build_page(head=head))
    assert article.document.published == Published(value="2021-03-04", basis="metadata")


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">Published: <time datetime="2021-03-04T10:00">4 March</time></p>',
        '<p><span itemprop="datePublished" content="2021-03-04">now</span> <time datetime="2020">x</time>',
        "<p>On the page since <time pubdate>4 March 2021</time></p>",
        '<p><time datetime="2021-03-04">x</time> <time datetime="2021-03-04T10:00">y</time></p>'
        '<blockquote><time datetime="2019-01-01">z</time></blockquote>',
    ],
)
def test_a_page_that_shows_its_date(line: str) -> None:
    body = line + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = extract_page(build_page(body, head=""))
    assert article.document.published == Published(value="2021-03-04", basis="metadata")


@pytest.mark.parametrize(
    "line",
    [
        "<p>The report of 4 March 2021 has been lost, and nobody knows where it could be now.</p>",
        "<blockquote class='twitter-tweet'><p>No!</p>— Ann Lee <a href='/1'>March 4, 2021</a></blockquote>",
        '<p><img src="/pictures/2021/03/04/bridge.jpg"> 2021-03-04 was the day of the last inspection.</p>',
        '<p><time datetime="2021-03-04">x</time> and <time datetime="2020-01-01">y</time> were bad days.</p>',
        '<p><time datetime="2021-02-30">a day that there never was</time></p>',
        '<script type="application/ld+json">' + ARTICLE % "Event" + "</script>",
    ],
)
def test_a_date_that_merely_stands_on_the_page_is_not_taken(line: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + line
    assert extract_page(build_page(body, head="")).document.published is None
