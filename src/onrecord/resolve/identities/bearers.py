"""Bearers of names: entities of articles that are alike in all by which they are compared are one bearer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from onrecord.catalogue.countries import country_code, find_countries
from onrecord.model.document import digest_of
from onrecord.model.folding import fold_name
from onrecord.resolve.identities.names import Name, read_name
from onrecord.resolve.identities.vocabulary import Gender, gender_of, words_of

_MEN = frozenset("mr sir lord king prince brother father sheikh baron duke".split())
_WOMEN = frozenset("mrs ms miss lady dame queen princess sister baroness duchess madam madame".split())
_HE, _SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_OLDEST = 120
_ONE_POST = {"house speaker": "speaker", "majority leader": "senate majority leader"}
POST = "post "
"""Begins the context of a common name that its bearer's post tells from others."""
AGE_SLACK = 2
"""Years by which two years of birth may differ that were reckoned from ages in articles."""
BAND = 5
"""Years to which they are rounded down where the name tells much: that keeps the number of bearers small."""


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of who bears a name, besides the name.

    `born` is the year of publication less the age; `judged` the entity that people judged, which is compared
    for itself from then on.
    """

    links: tuple[str, ...] = ()
    born: int | None = None
    country: str | None = None
    gender: Gender | None = None
    judged: str | None = None

    @property
    def number(self) -> int:
        """How many facts there are."""
        return sum(one not in (None, ()) for one in (self.links, self.born, self.country, self.gender))


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """An entity of an article with its name, as it was met there.

    `aliases` are the other names that its article has for it. `relative` says that the article names it as
    somebody's relative.
    """

    key: int
    id: str
    document: int
    day: int
    written: str
    name: Name
    aliases: tuple[Name, ...]
    facts: Facts
    gender: Gender | None
    context: str
    relative: bool = False

    @property
    def name_id(self) -> str:
        """The digest of the name within its context."""
        return digest_of(self.name.type, self.name.folded, self.name.standing, self.context)

    @property
    def bearer(self) -> str:
        """The digest of all by which it is compared."""
        return digest_of(self.name_id, msgspec.json.encode(self.facts).decode())


def conflict(one: Facts, other: Facts, *, full: bool = False) -> str | None:
    """What two bearers of one name contradict each other in, in words, or None.

    `full` says that one of them has a name that tells much, of which years of birth are known by bands only.
    """
    if one.links and other.links and set(one.links).isdisjoint(other.links):
        return f"entries of catalogues differ: {', '.join(one.links)}; {', '.join(other.links)}"
    if one.born and other.born and abs(one.born - other.born) > (BAND if full else AGE_SLACK):
        return f"ages differ: born about {one.born}; about {other.born}"
    if one.country and other.country and one.country != other.country:
        return f"countries differ: {one.country}; {other.country}"
    if one.gender and other.gender and one.gender != other.gender:
        return "one is a man and one a woman"
    return None


def agree(one: Facts, other: Facts) -> list[str]:
    """The facts that two bearers share, in words."""
    shared = []
    if set(one.links) & set(other.links):
        shared.append(f"both are {', '.join(sorted(set(one.links) & set(other.links)))}")
    if one.born and other.born and abs(one.born - other.born) <= BAND:
        shared.append(f"ages agree: born about {one.born}")
    if one.country and one.country == other.country:
        shared.append(f"country agrees: {one.country}")
    return shared


def find_facts(
    kind: str,
    name: Name,
    links: tuple[str, ...],
    attributes: Mapping[str, list[Any]],
    published: str | None,
    judged: str | None,
) -> Facts:
    """The facts that an article tells of an entity."""
    countries = _find_countries(kind, attributes) if kind != "place" or name.standing != "full" else set()
    if name.country is not None:
        countries = {name.country}
    born = _reckon_birth(attributes.get("age", []), published) if kind == "person" else None
    if born is not None and name.standing == "full":
        born -= born % BAND
    return Facts(
        links=tuple(sorted(links)),
        born=born,
        country=countries.pop() if len(countries) == 1 else None,
        judged=judged,
    )


def _find_countries(kind: str, attributes: Mapping[str, list[Any]]) -> set[str]:
    labels = ("nationality",) if kind == "person" else ("country",)
    told = [str(value) for label in labels for value in attributes.get(label, ())]
    return {
        code for value in told for code in (country_code(value), *find_countries(value)[1]) if len(code) == 2
    }


def _reckon_birth(ages: Iterable[Any], published: str | None) -> int | None:
    years = {age for age in ages if isinstance(age, int) and 0 < age < _OLDEST}
    if len(years) != 1 or not published or not published[:4].isdigit():
        return None
    return int(published[:4]) - years.pop()


def find_gender(name: Name, attributes: Mapping[str, list[Any]], pronouns: Iterable[str]) -> Gender | None:
    """Whether a person is a man or a woman, as titles, the given name and pronouns tell, in this order."""
    titles = {word for value in attributes.get("title", ()) for word in str(value).casefold().split()}
    titles = {word.strip(".") for word in titles}
    if titles & _MEN or titles & _WOMEN:
        return None if titles & _MEN and titles & _WOMEN else "m" if titles & _MEN else "f"
    if len(name.words) > 1 and (told := gender_of(name.words[0])) is not None:
        return told
    said = [word.casefold() for word in pronouns]
    men, women = sum(word in _HE for word in said), sum(word in _SHE for word in said)
    return "m" if men > 2 * women else "f" if women > 2 * men else None


def find_post(attributes: Mapping[str, list[Any]]) -> str | None:
    """The one post that tells a person from others of the same name: "speaker", "prime minister"."""
    told = (str(value) for label in ("position", "title") for value in attributes.get(label, ()))
    folded = (fold_name(value).replace("defense", "defence") for value in told)
    posts = {_ONE_POST.get(post, post) for post in folded if post in words_of("posts")}
    return posts.pop() if len(posts) == 1 else None


def read_aliases(kind: str, aliases: Iterable[str], name: Name) -> tuple[Name, ...]:
    """The other names of an entity that tell who is meant by themselves."""
    found = (read_name(kind, alias) for alias in aliases)
    return tuple(dict.fromkeys(one for one in found if one is not None and one.folded != name.folded))
