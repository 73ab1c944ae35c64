"""Pronouns resolved by gender, distance, role, and by whose words they stand in."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import find_subject
from onrecord.model.span import Span

_WINDOW = 4
_THIRD_PERSONS = frozenset("he him his himself she her hers herself".split())
_OWN = frozenset({"i", "name"})
"""Subjects with which people say their own name: "I am Ida Voss", "my name is Ida Voss"."""
_REACH = 300
"""How many mentions back an antecedent is looked for at most."""
_SENTENCE_WEIGHT = (3.0, 2.6, 1.6, 0.9, 0.5)


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of somebody's own words; what tokens name the speaker, and whom it is said to, if any do."""

    span: Span
    speaker: int | None
    addressee: int | None = None


class Pronouns:
    """Finds whom the pronouns of a document stand for.

    `seen` are the mentions resolved so far, as (head token, cluster), in text order; the list is shared with
    whoever fills it.
    """

    def __init__(
        self,
        clusters: Clusters,
        seen: list[tuple[int, int]],
        voices: Sequence[Voice],
        is_aside: Callable[[int], bool],
    ) -> None:
        self.all, self.parse = clusters, clusters.parse
        self.seen, self.is_aside = seen, is_aside
        self.voices = sorted(voices, key=lambda voice: (voice.span.start, -voice.span.end))
        self.voice_at = _voices_by_token(clusters, self.voices)
        self.voices_of: dict[int, set[int]] = {}
        for number, voice in enumerate(self.voices):
            if voice.speaker is not None:
                self.voices_of.setdefault(voice.speaker, set()).add(number)
        self.named_in = self._names_by_voice()

    def find(self, candidate: Candidate) -> int | None:
        """The cluster that a third person stands for; None where nothing near fits."""
        gender = candidate.gender
        if gender in ("m", "f"):
            return self._antecedent(
                candidate, lambda c: c.type == "person" and not c.plural and c.gender in (gender, None)
            )
        if gender == "they":
            return self._antecedent(candidate, lambda c: c.plural or c.type == "group")
        if gender == "it" and self.parse.tokens[candidate.head].core in ("nsubj", "nmod"):
            return self._antecedent(
                candidate, lambda c: c.type == "organisation" and bool(c.names or c.nouns), floor=4.0
            )
        return None

    def _antecedent(
        self, candidate: Candidate, fits: Callable[[Cluster], bool], floor: float = 1.0
    ) -> int | None:
        token = self.parse.tokens[candidate.head]
        barred = self.barred(candidate)
        scores: dict[int, float] = {}
        for index, number in reversed(self.seen[-_REACH:]):
            other = self.parse.tokens[index]
            distance = token.sentence - other.sentence
            if distance > _WINDOW:
                break
            if (
                number in barred
                or distance < 0
                or self.is_aside(index)
                or not fits(self.all.clusters[number])
            ):
                continue
            score = self._score(token, other, number, distance)
            scores[number] = max(scores.get(number, -9.0), score)
        best = max(scores.items(), key=lambda item: (item[1], -item[0]), default=None)
        return best[0] if best is not None and best[1] >= floor else None

    def _score(self, token: Token, other: Token, number: int, distance: int) -> float:
        cluster = self.all.clusters[number]
        score = _SENTENCE_WEIGHT[distance] + 0.25 * math.log1p(len(cluster.members))
        if other.core == "nsubj":
            score += 1.2
        elif other.core in ("obj", "iobj"):
            score += 0.3
        elif other.core == "nmod":
            score -= 0.3
        if self.voice_at.get(other.index) != self.voice_at.get(token.index):
            score -= 0.8
        if cluster.gender is not None:
            score += 0.3
        return score + (0.3 if cluster.names else 0.0)

    def _barred(self, token: Token) -> set[int]:
        """Whom a pronoun cannot mean: the speaker around it, its verb's subject, what it owns."""
        barred: set[int] = set()
        voice = self.voice_at.get(token.index)
        if voice is not None:
            speaker = self.all.at(self.voices[voice].speaker)
            if speaker is not None:
                barred.add(speaker)
        head = self.parse.tokens[token.head]
        owned = self.all.at(head.index) if token.relation == "nmod:poss" else None
        if owned is not None:
            barred.add(owned)  # "*his* father" is not he
        if token.core in ("obj", "iobj", "obl") and not token.lower.endswith(("self", "selves")):
            subject = find_subject(self.parse, head.index)
            number = self.all.at(subject)
            if number is not None:
                barred.add(number)
        return barred

    def told(self) -> dict[int, tuple[int, int | None]]:
        """For each token in somebody's own words the number of that voice, and its speaker's cluster."""
        return {i: (n, self.all.at(self.voices[n].speaker)) for i, n in self.voice_at.items()}

    def is_quoted(self, index: int) -> bool:
        """Whether a token stands in somebody's own words, told or not whose."""
        return index in self.voice_at

    def is_told(self, index: int) -> bool:
        """Whether a token stands in somebody's own words, and it is told whose."""
        voice = self.voice_at.get(index)
        return voice is not None and self.voices[voice].speaker is not None

    def barred(self, candidate: Candidate) -> set[int]:
        """Whom a third person cannot mean."""
        if candidate.gender in ("i", "we", "you"):
            return set()
        return self._barred(self.parse.tokens[candidate.head]) | self.spoken_of(candidate.head)

    def paired(self, candidate: Candidate) -> int | None:
        """Whom the pronoun in "X and *his* wife" stands for: X, if the genders agree."""
        token = self.parse.tokens[candidate.head]
        before = self.parse.tokens[token.index - 1] if token.index else token
        noun = self.parse.tokens[token.head]
        if token.relation != "nmod:poss" or before.lower != "and" or noun.relation != "conj":
            return None
        number = self.all.at(noun.head)
        cluster = self.all.clusters[number] if number is not None else None
        if cluster is None or cluster.type != "person" or candidate.gender not in ("m", "f"):
            return None
        first = self.parse.child(noun.head, "nmod:poss")  # "his wife Ida and his son"
        fits = cluster.gender in (candidate.gender, None) and bool(cluster.names)
        return number if fits and (first is None or first.pos != "PRON") else None

    def spoken_of(self, speaker: int) -> set[int]:
        """Whom the words of a speaker name, or call "he" or "she": the speaker is somebody else."""
        voices = self.voices_of.get(speaker)
        if not voices or speaker in self.voice_at:
            return set()
        named = {number for voice in voices for number in self.named_in.get(voice, ())}
        return named | {
            number
            for index, number in self.seen[-_REACH:]
            if self.voice_at.get(index) in voices and self.parse.tokens[index].lower in _THIRD_PERSONS
        }

    def _names_by_voice(self) -> dict[int, set[int]]:
        """For each voice the people whom its words name, but for who says "I am ..." with the name."""
        found: dict[int, set[int]] = {}
        for position, candidate in enumerate(self.all.candidates):
            voice = self.voice_at.get(candidate.head)
            if voice is None or candidate.form != "name" or candidate.type != "person":
                continue
            subject = self.parse.child(candidate.head, "nsubj")
            if subject is None or subject.lower not in _OWN:
                found.setdefault(voice, set()).update(self.all.of.get(position, ()))
        return found

    def speaker_around(self, index: int) -> Cluster | None:
        """The entity in whose own words a token stands."""
        voice = self.voice_at.get(index)
        number = self.all.at(self.voices[voice].speaker) if voice is not None else None
        return self.all.clusters[number] if number is not None else None

    def addressee_of(self, candidate: Candidate) -> int | None:
        """The person to whom the words are said that hold a second person, where that is told."""
        voice = self.voice_at.get(candidate.head)
        number = self.all.at(self.voices[voice].addressee) if voice is not None else None
        return number if number is not None and self.all.clusters[number].type == "person" else None

    def speaker_of(self, candidate: Candidate) -> int | None:
        """The person whose own words hold a first person; None where that is nobody's."""
        voice = self.voice_at.get(candidate.head)
        number = self.all.at(self.voices[voice].speaker) if voice is not None else None
        return number if number is not None and self.all.clusters[number].type == "person" else None


def _voices_by_token(clusters: Clusters, voices: Sequence[Voice]) -> dict[int, int]:
    """For each token within somebody's own words, the position of the innermost voice."""
    found: dict[int, int] = {}
    for position, voice in enumerate(voices):
        for index in clusters.parse.tokens_in(voice.span):
            found[index] = position
    return found
