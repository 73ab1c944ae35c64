"""How an event stands in its text, and how one word's status follows from another's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model.record import Modality, Polarity

LIMIT = 3.0
_REMOTE: tuple[Modality, ...] = ("actual", "future", "possible")
"""The modalities, each further from the facts than the one before."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """The status of an event: whether it is said to be so, to come, or to be possible, or not.

    `score` is graded as in the UW corpus (Lee et al. 2015), from -3, certainly not, to 3, certainly so.
    """

    polarity: Polarity
    modality: Modality
    hedged: bool
    score: float


@dataclass(frozen=True, slots=True)
class Signature:
    """What follows for an event when its governor holds (`true`), and when it does not (`false`)."""

    true: Factuality
    false: Factuality

    def follow(self, governor: Factuality) -> Factuality:
        """The status of the event under a governor of that status.

        What is open in the governor stays open in the event: the remoter modality and any hedge prevail. The
        score is the mean of both outcomes, each by its likelihood.
        """
        outcome = self.true if governor.polarity == "positive" else self.false
        likelihood = (governor.score + LIMIT) / (2 * LIMIT)
        return Factuality(
            polarity=outcome.polarity,
            modality=remoter(governor.modality, outcome.modality),
            hedged=governor.hedged or outcome.hedged,
            score=likelihood * self.true.score + (1 - likelihood) * self.false.score,
        )


def remoter(first: Modality, second: Modality) -> Modality:
    """The modality of the two that is further from the facts."""
    return max(first, second, key=_REMOTE.index)


def certain(status: Factuality) -> Signature:
    """The signature of what gives that status if its governor holds, and the contrary if it does not."""
    return Signature(status, opposite(status))


def opposite(status: Factuality) -> Factuality:
    """The same status of the contrary."""
    polarity: Polarity = "negative" if status.polarity == "positive" else "positive"
    return replace(status, polarity=polarity, score=-status.score)


def state(polarity: Polarity, modality: Modality, score: float, *, hedged: bool = False) -> Factuality:
    """A status in the order in which the vocabulary writes it."""
    return Factuality(polarity, modality, hedged, score)
