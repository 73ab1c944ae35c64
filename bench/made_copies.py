"""Articles that nobody wrote, and copies of them as an agency's clients make them.

A happening has people, places, and a few quotations that everybody has. Several reporters write of it
independently: other sentences, the same names and quotations, and under each text the lines of its outlet.
Sentences are put together of names, common words and phrases that news is written in: of two reports on one
happening one in ten shares 1.5 % of its runs of five words, where it is 3 % in real ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from random import Random

from bench.made_words import ADJECTIVES, CLAUSES, KINDS, LETTERS, NOUNS, SAID, SENTENCES, VERBS, WORDS

OPERATIONS = ("cut", "dropped", "replaced", "added", "mixed")
"""What is done to a copy: its end cut off, paragraphs dropped, words replaced, paragraphs added, or all."""


@dataclass(frozen=True, slots=True)
class Made:
    """An article that was made: the happening that it tells of, and the text that it is made from.

    Two articles of one `source` are copies of each other or of the same text; all others are not.
    """

    source: int
    happening: int
    outlet: str
    day: int
    title: str
    paragraphs: tuple[str, ...]
    footer: tuple[str, ...]
    operation: str = "written"

    @property
    def text(self) -> str:
        """The title, the paragraphs and the outlet's lines."""
        return "\n\n".join((self.title, *self.paragraphs, *self.footer))


@dataclass(frozen=True, slots=True)
class _Happening:
    people: tuple[str, ...]
    places: tuple[str, ...]
    organisations: tuple[str, ...]
    nouns: tuple[str, ...]
    quotes: tuple[str, ...] = ()


@dataclass(slots=True)
class Press:
    """The outlets and what they write; the same seed gives the same articles."""

    rng: Random
    outlets: list[str] = field(default_factory=list)
    footers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sources: int = 0

    def write_happening(self, number: int, reports: int, day: int) -> list[Made]:
        """So many independent reports on one happening, within three days, each by another outlet."""
        happening = self._invent()
        outlets = self.rng.sample(self.outlets, reports)
        return [self._write(happening, number, outlet, day + self.rng.randrange(3)) for outlet in outlets]

    def copy(self, made: Made, operation: str, share: float) -> Made:
        """What another outlet prints of an article when it changes such a share of its words."""
        outlet = self.rng.choice([one for one in self.outlets if one != made.outlet])
        paragraphs = list(made.paragraphs)
        for each in OPERATIONS[:-1] if operation == "mixed" else (operation,):
            part = share / 4 if operation == "mixed" else share
            paragraphs = self._change(paragraphs, each, part)
        return replace(
            made,
            outlet=outlet,
            day=made.day + self.rng.randrange(5),
            title=self._sentence(self._invent())[:60],
            paragraphs=tuple(paragraphs),
            footer=self.footers[outlet],
            operation=operation,
        )

    def _change(self, paragraphs: list[str], operation: str, share: float) -> list[str]:
        words = sum(len(one.split()) for one in paragraphs)
        if operation == "cut":
            return _keep(paragraphs, round(words * (1 - share)))
        if operation == "dropped":
            return self._drop(paragraphs, words * share)
        if operation == "replaced":
            return [" ".join(self._swap(word, share) for word in one.split()) for one in paragraphs]
        return self._add(paragraphs, words * share)

    def _drop(self, paragraphs: list[str], words: float) -> list[str]:
        kept = list(paragraphs)
        while len(kept) > 1 and words > 0:
            words -= len(kept.pop(self.rng.randrange(len(kept))).split())
        return kept

    def _swap(self, word: str, share: float) -> str:
        if self.rng.random() >= share:
            return word
        new = self.rng.choice(self.rng.choice((NOUNS, ADJECTIVES, VERBS)))
        return f"{word[: len(word) - len(word.lstrip('“'))]}{new}{word[len(word.rstrip('.,:”')) :]}"

    def _add(self, paragraphs: list[str], words: float) -> list[str]:
        happening = self._invent()
        added = list(paragraphs)
        while words > 0:
            new = self._sentence(happening)
            added.insert(self.rng.choice((0, len(added), len(added))), new)
            words -= len(new.split())
        return added

    def _invent(self) -> _Happening:
        rng = self.rng
        happening = _Happening(
            tuple(f"{self.name()} {self.name()}" for _ in range(4)),
            tuple(self.name() for _ in range(3)),
            tuple(f"{self.name()} {rng.choice(KINDS)}" for _ in range(3)),
            tuple(rng.sample(NOUNS, 40)),
        )
        quotes = (self._sentence(happening) for _ in range(6))
        return replace(happening, quotes=tuple(f"“{each[:-1]},”" for each in quotes))

    def name(self) -> str:
        """A name that nobody bears."""
        onsets, vowels, codas = LETTERS
        parts = (
            self.rng.choice(onsets)
            + self.rng.choice(vowels)
            + self.rng.choice(codas) * (self.rng.random() < 0.6)
            for _ in range(self.rng.choice((2, 2, 3)))
        )
        return "".join(parts).title()

    def _write(self, happening: _Happening, number: int, outlet: str, day: int) -> Made:
        quotes = self.rng.sample(happening.quotes, self.rng.randrange(2, 5))
        paragraphs = [self._paragraph(happening) for _ in range(self.rng.randrange(10, 20))]
        for quote in quotes:
            said = self._fill(self.rng.choice(SAID).replace("{quote}", quote), happening)
            paragraphs.insert(self.rng.randrange(1, len(paragraphs)), said)
        self.sources += 1
        title = self._sentence(happening)[:60]
        return Made(self.sources, number, outlet, day, title, tuple(paragraphs), self.footers[outlet])

    def _paragraph(self, happening: _Happening) -> str:
        return " ".join(self._sentence(happening) for _ in range(self.rng.randrange(1, 4)))

    def _sentence(self, happening: _Happening) -> str:
        words = " ".join(self._fill(self.rng.choice(SENTENCES), happening).split())
        return f"{words[0].upper()}{words[1:]}."

    def _fill(self, pattern: str, happening: _Happening) -> str:
        pieces = pattern.replace("}", "{").split("{")
        return "".join(
            self._choose(piece, happening) if place % 2 else piece for place, piece in enumerate(pieces)
        )

    def _choose(self, slot: str, happening: _Happening) -> str:
        match slot:
            case "clause":
                return self._fill(self.rng.choice(CLAUSES), happening)
            case "person":
                return self.rng.choice(happening.people)
            case "last":
                return self.rng.choice(happening.people).split()[-1]
            case "place":
                return self.rng.choice(happening.places)
            case "organisation":
                return self.rng.choice(happening.organisations)
            case "noun":
                return self.rng.choice(happening.nouns)
            case "number":
                return str(self.rng.randrange(2, 400))
        return self._fill(self.rng.choice(WORDS[slot]), happening)


def _keep(paragraphs: list[str], words: int) -> list[str]:
    """The first so many words."""
    kept = []
    for one in paragraphs:
        some = one.split()[: max(words, 0)]
        words -= len(some)
        if some:
            kept.append(" ".join(some))
    return kept


def found_press(seed: int = 7, outlets: int = 60) -> Press:
    """Outlets, each with three lines of its own under every text, which no list of such lines knows."""
    press = Press(Random(seed))
    for _ in range(outlets):
        outlet = f"{press.name()} {press.rng.choice(('Post', 'Times', 'Herald', 'Daily'))}"
        lines = (press._sentence(press._invent()) for _ in range(3))
        press.outlets.append(outlet)
        press.footers[outlet] = tuple(lines)
    return press


def make_articles(press: Press, articles: int, *, days: int = 365, share: float = 0.3) -> list[Made]:
    """So many articles over so many days, four in ten of them copies; by day, then as they were made."""
    made: list[Made] = []
    number = 0
    while len(made) < articles:
        number += 1
        reports = press.write_happening(number, press.rng.randrange(1, 5), press.rng.randrange(days))
        clients = min(int(press.rng.expovariate(0.5)), 15)
        copied = (press.copy(reports[0], press.rng.choice(OPERATIONS), share) for _ in range(clients))
        made.extend(chain(reports, copied))
    return sorted(made[:articles], key=lambda one: one.day)
