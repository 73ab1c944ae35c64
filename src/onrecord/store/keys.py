"""Keys of rows: whole numbers whose order is that of publication.

A key is the day of publication and, behind it, a number that is never given twice. So the newest articles
have the highest keys, and each index ends with the key: the newest twenty of a million matches are the first
twenty that an index gives, without a sort, and a page of results begins behind the last key of the page
before it. Keys are of one store and change with a new analysis; what is permanent is the `id`.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from onrecord.store.schema import counter

_FIRST_DAY = date(1800, 1, 1)
_NUMBER_BITS = 36
NUMBERS = (1 << _NUMBER_BITS) - 1
"""The bits of a key that hold its number; numbers are given in the order of arrival."""
_DAY_BITS = 17
LAST_DAY = (1 << _DAY_BITS) - 1
"""Day and number together have 53 bits, which every program that reads JSON holds exactly."""


def take_numbers(connection: Connection, count: int) -> int:
    """The first of `count` numbers that nobody else is given; the writers of a store wait for each other."""
    connection.execute(update(counter).values(next=counter.c.next + count))
    after = connection.execute(select(counter.c.next)).scalar_one()
    return int(after) - count


def make_key(published: str | None, number: int) -> int:
    """The key of a row of an article published at a date of ISO 8601 (a day, month or year), or at none."""
    return (day_of(published) << _NUMBER_BITS) + number


def split_key(key: int) -> int:
    """The number within a key, without the day of publication."""
    return key & NUMBERS


def bound_keys(earliest: str | None, latest: str | None) -> tuple[int | None, int | None]:
    """The range `[low, high)` of keys of what was published from one date to another, both included.

    What has no date of publication is in no range that has a bound.
    """
    if earliest is None and latest is None:
        return None, None
    low = day_of(earliest) if earliest is not None else 1
    high = day_of(last_day_of(latest)) + 1 if latest is not None else LAST_DAY + 1
    return low << _NUMBER_BITS, high << _NUMBER_BITS


def day_of(published: str | None) -> int:
    """Days since 1799-12-31 of the first day that a date of ISO 8601 means; 0 where there is none."""
    day = _first_day(published) if published is not None else None
    return 0 if day is None else min(max((day - _FIRST_DAY).days + 1, 1), LAST_DAY)


def tell_day(number: int) -> str:
    """The date of ISO 8601 of which `day_of` gives a number."""
    return (_FIRST_DAY + timedelta(days=number - 1)).isoformat()


def _first_day(published: str) -> date | None:
    try:
        year, month, day = [*map(int, published.split("-")), 1, 1][:3]
        return date(year, month, day)
    except ValueError:  # a record made by other means may say anything
        return None


def last_day_of(published: str) -> str:
    """The last day that a date of ISO 8601 means: of a month or a year its end."""
    parts = [int(part) for part in published.split("-")]
    if len(parts) == 3:
        return published
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return (first_after - timedelta(days=1)).isoformat()
