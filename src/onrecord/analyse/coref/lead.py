"""The unnamed person of a lead, whom the next sentence names."""

from __future__ import annotations

from onrecord.analyse.coref.apposition import may_be, note
from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.coref.confidence import TIED


def tie_lead(clusters: Clusters) -> None:
    """Tie the unnamed person of the lead to the one whom the next sentence names.

    "A treasurer who stole from her club was jailed on Monday. Ida Voss, 58, had ..."
    """
    heads = {clusters.candidates[p].head: p for p in clusters.by_head.values()}
    for index in range(len(clusters.parse.sentences) - 1):
        position = _lead_subject(clusters, index, heads)
        if position is None:
            continue
        first, _ = clusters.parse.sentences[index + 1]
        named = next((p for p in heads.values() if clusters.candidates[p].first == first), None)
        if named is not None and _is_named_with_age(clusters, named):
            number = clusters.of[named][0]
            if may_be(clusters.clusters[number], clusters.candidates[position]):
                clusters.join(position, number, by=TIED)
                note(clusters, number, clusters.candidates[position])
        return


def _lead_subject(clusters: Clusters, sentence: int, heads: dict[int, int]) -> int | None:
    """The description "a ..." that a sentence has for its subject."""
    first, end = clusters.parse.sentences[sentence]
    for index in range(first, end):
        position = heads.get(index)
        if position is None or position in clusters.of or clusters.parse.tokens[index].core != "nsubj":
            continue
        candidate = clusters.candidates[position]
        indefinite = clusters.parse.tokens[candidate.first].lower in ("a", "an")
        return position if indefinite and candidate.type == "person" and not candidate.plural else None
    return None


def _is_named_with_age(clusters: Clusters, position: int) -> bool:
    candidate = clusters.candidates[position]
    behind = clusters.parse.tokens[candidate.last + 1 : candidate.last + 3]
    aged = len(behind) == 2 and behind[0].text == "," and behind[1].text.isdecimal()
    return (
        aged and candidate.form == "name" and candidate.type == "person" and len(clusters.of[position]) == 1
    )
