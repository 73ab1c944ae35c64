"""What the commands that compare articles do: questions in, text or JSON out."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.query.claim_words import write_claim, write_disagreements
from onrecord.query.naming import find_name
from onrecord.query.question import check_date
from onrecord.query.quotation_words import tell_quotation, tell_quotations
from onrecord.query.story_words import tell_stories, write_story
from onrecord.resolve.claims.reading import find_claim, list_disagreements, read_claim
from onrecord.resolve.quotations.listing import list_quotations
from onrecord.resolve.quotations.reading import find_quotation, read_quotation
from onrecord.resolve.stories.reading import find_story, list_stories, read_story
from onrecord.telling import ALL_DONE, print_json, print_sheets, print_text, say
from onrecord.upkeep import open_compared


def run_quotation(
    store: str | None,
    identity: str | None,
    *,
    speaker: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    as_of: str | None = None,
    as_json: bool,
) -> int:
    """Print a quotation, or without an id those that most articles give, and give the exit code.

    Raises:
        InputError: what is asked for makes no sense, nobody is called so, or nothing has the id.
        StoreError: the store cannot be opened or read.
    """
    for day in filter(None, (since, until)):
        check_date(day)
    with open_compared(store, as_of) as connection:
        if identity is not None:
            found = read_quotation(connection, find_quotation(connection, identity))
            print_json(found) if as_json else print_text(tell_quotation(found))
            return ALL_DONE
        names = find_name(connection, speaker).keys if speaker is not None else None
        listed = list_quotations(connection, since=since, until=until, names=names, limit=limit)
    if as_json:
        print_json(listed)
    else:
        print_sheets([tell_quotations(listed)])
    if not listed:
        say("nothing was found")
    return ALL_DONE


def run_claim(store: str | None, identity: str, *, as_of: str | None = None, as_json: bool) -> int:
    """Print a claim with all its sources and give the exit code.

    Raises:
        InputError: nothing has the id, or it is no event's.
        StoreError: the store cannot be opened or read.
    """
    with open_compared(store, as_of) as connection:
        found = read_claim(connection, find_claim(connection, identity))
    print_json(found) if as_json else print_text(write_claim(found))
    return ALL_DONE


def run_disagreements(
    store: str | None,
    *,
    about: str | None,
    since: str | None,
    until: str | None,
    kinds: Sequence[str],
    limit: int,
    as_of: str | None = None,
    as_json: bool,
) -> int:
    """Print where articles disagree, the newest first, and give the exit code; nothing found is no failure.

    Raises:
        InputError: what is asked for makes no sense, or nobody is called so.
        StoreError: the store cannot be opened or read.
    """
    for day in filter(None, (since, until)):
        check_date(day)
    with open_compared(store, as_of) as connection:
        names = find_name(connection, about).keys if about is not None else None
        found = list_disagreements(
            connection, names=names, since=since, until=until, kinds=kinds, limit=limit
        )
    if as_json:
        print_json(found)
    elif found:
        print_text(write_disagreements(found))
    else:
        say("nothing was found")
    return ALL_DONE


def run_story(
    store: str | None,
    identity: str | None,
    *,
    since: str | None,
    until: str | None,
    articles: int,
    after: str | None,
    limit: int,
    as_of: str | None = None,
    as_json: bool,
) -> int:
    """Print a story, or without an id a list of those of so many articles, and give the exit code.

    Raises:
        InputError: a date is none, or nothing has the id.
        StoreError: the store cannot be opened or read.
    """
    for day in filter(None, (since, until)):
        check_date(day)
    with open_compared(store, as_of) as connection:
        if identity is not None:
            found = read_story(connection, find_story(connection, identity))
            print_json(found) if as_json else print_text(write_story(found))
            return ALL_DONE
        listed = list_stories(
            connection, since=since, until=until, minimum=articles, limit=limit + 1, after=after
        )
    shown = listed[:limit]
    print_json(shown) if as_json else print_sheets([tell_stories(shown)])
    if not shown:
        say("nothing was found")
    elif len(listed) > limit:
        say(f"there is more: --after {shown[-1].id}")
    return ALL_DONE
