"""The arguments of `onrecord add`, `follow` and `reanalyse`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.commands.options import JobsOption, StoreOption, failing

AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from private addresses too, as on your own network."),
]
Contact = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Where the people of a site can reach you, for the user agent."),
]
Delay = Annotated[
    float | None,
    typer.Option(min=0.0, metavar="SECONDS", help="Ask one host no oftener than this.", show_default="1"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(
        epilog="""Examples:

\b
  onrecord add article.txt --outlet "Meridian Wire" --published 2019-03-14
  onrecord add pages/ --store news.db --jobs 2
  onrecord add https://example.org/2019/bridge.html
  onrecord add https://example.org/feed.xml
  onrecord add crawl.warc.gz
  onrecord add articles.csv --text-column body --published-column date
  onrecord read *.txt --format jsonl | onrecord add -

What was added before is passed over, so that an interrupted run goes on where it stopped.
Exit codes: 0 all was added, 1 something could not be, 2 wrong usage, 3 a fault of onrecord's own,
130 interrupted.
"""
    )(add)
    app.command(
        epilog="""Examples:

\b
  onrecord follow https://example.org/feed.xml https://example.com/rss
  onrecord follow --once                    # from a timer: poll what is due, and end
  onrecord follow --list
  onrecord follow --drop https://example.com/rss

A feed is polled when it asks to be, at least once a day and at most every five minutes; it is asked only for
what has changed. What was added is told on standard output. Ctrl-C ends.
"""
    )(follow)
    app.command(
        epilog="""Examples:

\b
  onrecord reanalyse
  onrecord reanalyse --store news.db --jobs 2

Permanent ids of what did not change stay what they are, and what the older version said is kept:
'onrecord show ID' tells which version said what.
"""
    )(reanalyse)


def add(
    locations: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LOCATION",
            help="What to add: files of text, HTML, PDF, DOCX, CSV, JSONL, WARC, records that "
            "'onrecord read' wrote, folders and patterns of these, web addresses of pages and feeds. "
            "'-' is standard input.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the article was published: 2018-08-05, 2018-08 or 2018."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the article.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The title of the article.")] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="'en' reads a text as English, whatever it looks like."),
    ] = None,
    jobs: JobsOption = None,
    text_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of a table that has the text.")
    ] = None,
    title_column: Annotated[str | None, typer.Option(metavar="NAME", help="The one with the title.")] = None,
    url_column: Annotated[str | None, typer.Option(metavar="NAME", help="The one with the address.")] = None,
    outlet_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The one with the outlet.")
    ] = None,
    published_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The one with the date of publication.")
    ] = None,
    byline_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The one with the authors.")
    ] = None,
    reanalyse: Annotated[
        bool,
        typer.Option("--reanalyse", help="Analyse also what is there already; the old analysis is kept."),
    ] = False,
    refer_to_warc: Annotated[
        bool,
        typer.Option(
            "--refer-to-warc", help="Do not copy pages out of WARC files: keep where they stand in them."
        ),
    ] = False,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
    delay: Delay = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Fetch pages anew, whatever was fetched before.")
    ] = False,
    compare: Annotated[
        bool,
        typer.Option(
            "--compare/--no-compare",
            help="Compare new articles with the others at the end, or leave it to the first question.",
        ),
    ] = True,
    listed: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON on what became of each article.")
    ] = False,
) -> None:
    """Add articles to a store, from files, archives, feeds and the web."""
    from onrecord.adding import Fetching, Order, run_add
    from onrecord.api import make_given
    from onrecord.commands.options import refuse
    from onrecord.ingest.tables import Reading
    from onrecord.intake import Manner

    if not locations and sys.stdin is not None and sys.stdin.isatty():
        raise refuse("name what to add: onrecord add article.txt", "add")
    if title and locations and len(locations) > 1:
        raise refuse("--title names one article, but several locations are given", "add")
    order = Order(
        locations=tuple(locations or ["-"]),
        store=store,
        manner=Manner(
            given=make_given(published=published, outlet=outlet, title=title, language=language),
            jobs=jobs,
            reanalyse=reanalyse,
            keep_bytes=not refer_to_warc,
        ),
        reading=Reading(
            text_column=text_column,
            title_column=title_column,
            url_column=url_column,
            outlet_column=outlet_column,
            published_column=published_column,
            byline_column=byline_column,
        ),
        fetching=Fetching(allow_private=allow_private, contact=contact, cache=not no_cache, delay=delay),
        listed=listed,
        compare=compare,
    )
    with failing("add"):
        raise typer.Exit(run_add(order))


def follow(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FEED",
            help="Addresses of RSS or Atom feeds; without any, those that the store follows already.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, and end.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the feeds that are followed.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="No longer follow the feeds that are named.")] = False,
    jobs: JobsOption = None,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
    delay: Delay = None,
) -> None:
    """Follow feeds: add what is new in them, for as long as the command runs."""
    from onrecord.commands.options import refuse

    if drop and not feeds:
        raise refuse("name the feeds that are no longer to be followed", "follow")
    from onrecord.adding import Fetching
    from onrecord.following import FollowOrder, run_drop, run_follow, run_list
    from onrecord.intake import Manner

    with failing("follow"):
        if listed:
            raise typer.Exit(run_list(store))
        if drop:
            raise typer.Exit(run_drop(store, tuple(feeds or ())))
        order = FollowOrder(
            feeds=tuple(feeds or ()),
            store=store,
            manner=Manner(jobs=jobs),
            fetching=Fetching(allow_private=allow_private, contact=contact, delay=delay),
            once=once,
        )
        raise typer.Exit(run_follow(order))


def reanalyse(
    store: StoreOption = None,
    jobs: JobsOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what this version of onrecord has analysed already.")
    ] = False,
) -> None:
    """Analyse anew what an older version of onrecord read."""
    from onrecord.reanalysing import run_reanalyse

    with failing("reanalyse"):
        raise typer.Exit(run_reanalyse(store, jobs=jobs, everything=everything))
