"""Mentions to entities: names that are the same, descriptions, pronouns and groups, within one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.analyse.coref.anaphora import Resolver
from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.confidence import confidence_of
from onrecord.analyse.coref.linker import Link
from onrecord.analyse.coref.names import cluster_names
from onrecord.analyse.coref.pronouns import Voice
from onrecord.analyse.lexicon import geography
from onrecord.analyse.mentions import Candidate, span_of
from onrecord.analyse.mentions.phrases import phrase_of
from onrecord.analyse.parse import Parse
from onrecord.analyse.resolution import Resolution
from onrecord.model.document import Document
from onrecord.model.identity import item_id
from onrecord.model.record import Attribute, Entity, Mention
from onrecord.model.span import Span

__all__ = ["Voice", "resolve_entities"]


def resolve_entities(
    document: Document,
    parse: Parse,
    candidates: list[Candidate],
    voices: Sequence[Voice],
    is_aside: Callable[[int], bool],
    link: Link | None = None,
) -> Resolution:
    """The entities of a document and its mentions, each tied to the entities that it stands for.

    `voices` are the quotations with their speakers' tokens, for first persons; `is_aside` tells the tokens
    of promo lines, captions and the like, which nothing in the body refers back to. `link` is what was
    learned; without it all goes by rule.
    """
    clusters = Clusters(parse, candidates)
    cluster_names(clusters)
    Resolver(clusters, voices, is_aside, link).resolve()
    clusters.drop_minor()
    return _finish(document, clusters)


def _finish(document: Document, clusters: Clusters) -> Resolution:
    spans = [span_of(clusters.parse, candidate) for candidate in clusters.candidates]
    anchors = {
        number: _anchor(cluster, spans) for number, cluster in enumerate(clusters.clusters) if cluster.members
    }
    ids = {number: item_id(document, "entity", [span]) for number, span in anchors.items()}
    mentions: dict[int, Mention] = {}
    for position, numbers in sorted(clusters.of.items()):
        span = spans[position]
        candidate = clusters.candidates[position]
        head = clusters.parse.span(candidate.head, candidate.head)
        phrase = clusters.parse.span(*phrase_of(clusters.parse, candidate.head))
        mentions[position] = Mention(
            id=item_id(document, "mention", [span]),
            start=span.start,
            end=span.end,
            entities=tuple(ids[n] for n in numbers),
            form=candidate.form,
            head=head if head != span else None,
            phrase=phrase if phrase != span else None,
            confidence=confidence_of(clusters.ways[position]),
        )
    entities = [
        _entity(clusters, clusters.clusters[number], ids[number], spans)
        for number in sorted(anchors, key=lambda n: (anchors[n].start, anchors[n].end))
    ]
    by_head = {
        head: mentions[position] for head, position in clusters.by_head.items() if position in mentions
    }
    ordered = sorted(mentions.values(), key=lambda m: (m.start, -m.end))
    return Resolution(entities, ordered, by_head, {entity.id: entity.type for entity in entities})


def _anchor(cluster: Cluster, spans: Sequence[Span]) -> Span:
    """The span that the entity's id rests on: its first mention."""
    return spans[min(cluster.members)]


def _entity(clusters: Clusters, cluster: Cluster, identity: str, spans: Sequence[Span]) -> Entity:
    name = _display_name(clusters, cluster)
    return Entity(
        id=identity,
        type=cluster.type,
        name=name,
        aliases=tuple(other for other in cluster.names if other != name),
        attributes=tuple(_attributes(clusters, cluster, spans)),
    )


def _display_name(clusters: Clusters, cluster: Cluster) -> str:
    if cluster.country and cluster.type == "place":
        for name in cluster.names:
            country = geography.country_of(name) or geography.by_demonym(name) or geography.by_capital(name)
            if country is not None:
                return country.name
    if cluster.names:
        plain = [name for name in cluster.names if "’s " not in name and "'s " not in name]
        return max(plain or cluster.names, key=lambda name: (len(name), name))
    words = [clusters.words(position) for position in cluster.members]
    described = [
        w for w, p in zip(words, cluster.members, strict=True) if clusters.candidates[p].form == "nominal"
    ]
    first, _, rest = (described or words)[0].partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else (described or words)[0]


def _attributes(clusters: Clusters, cluster: Cluster, spans: Sequence[Span]) -> list[Attribute]:
    """The descriptions that the article gives of a named entity, each with its words."""
    if not cluster.names:
        return []
    found = []
    for position in cluster.members:
        if clusters.candidates[position].form == "nominal":
            span = spans[position]
            found.append(
                Attribute(name="description", value=clusters.words(position), start=span.start, end=span.end)
            )
    return found
