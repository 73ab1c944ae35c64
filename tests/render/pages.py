"""A page read back as a browser would, with complaints about what no browser should have to mend."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "input", "br", "hr", "img", "link"})


@dataclass(frozen=True, slots=True)
class Character:
    """A character of the article, with the classes of all elements around it and where it leads to."""

    character: str
    classes: frozenset[str]
    href: str | None


@dataclass
class Page:
    """What stands on a page."""

    text: list[Character] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    @property
    def article(self) -> str:
        """The text of the element with the id `text`, or of all where there is none."""
        return "".join(one.character for one in self.text)


class _Reader(HTMLParser):
    def __init__(self, within: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[tuple[str, dict[str, str]]] = []
        self._within = within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), f"an attribute twice: {attrs}"
        assert tag != "a" or "a" not in [name for name, _ in self.open], "a link within a link"
        self.page.tags.add(tag)
        self.page.attributes |= set(found)
        self.page.ids += [found["id"]] if "id" in found else []
        self.page.hrefs += [found["href"]] if "href" in found else []
        if tag not in _VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag, f"</{tag}> is out of order"

    def handle_data(self, data: str) -> None:
        self.page.words.append(data)
        if self._within is None or any(found.get("id") == self._within for _, found in self.open):
            classes = frozenset(name for _, found in self.open for name in found.get("class", "").split())
            hrefs = [found["href"] for _, found in self.open if "href" in found]
            self.page.text += [Character(one, classes, hrefs[-1] if hrefs else None) for one in data]


def read_page(html: str, within: str | None = "text") -> Page:
    """The page; fails where tags do not balance, or a link or an attribute stands where it may not."""
    reader = _Reader(within)
    reader.feed(html)
    reader.close()
    assert not reader.open, f"never closed: {reader.open}"
    return reader.page
