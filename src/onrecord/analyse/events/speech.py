"""Events that are acts of speech: praise, accusation, promise and the like, each made from its statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.analyse.events.candidates import Candidate, Filler
from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import conjuncts, read_predicate
from onrecord.model.record import Act, Argument, Statement


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """The event type that an act gives, with its roles for source, those spoken to or of, and content."""

    type: str
    source: str
    content: str
    target: str | None = None
    addressee: str | None = None


_ACTS: dict[Act, SpeechAct] = {
    "praise": SpeechAct("praise", "speaker", "object", target="target"),
    "criticise": SpeechAct("criticism", "speaker", "object", target="target"),
    "accuse": SpeechAct("accusation", "accuser", "offence", target="accused"),
    "deny": SpeechAct("denial", "speaker", "claim"),
    "apologise": SpeechAct("apology", "speaker", "offence", addressee="recipient"),
    "promise": SpeechAct("promise", "speaker", "object", addressee="addressee"),
    "propose": SpeechAct("proposal", "speaker", "object", addressee="addressee"),
    "order": SpeechAct("order", "speaker", "object", addressee="addressee"),
    "threaten": SpeechAct("threat", "speaker", "object", addressee="addressee"),
    "demand": SpeechAct("demand", "speaker", "object", addressee="addressee"),
    "refuse": SpeechAct("refusal", "speaker", "object", addressee="addressee"),
}


def find_refusals(parse: Parse) -> list[Candidate]:
    """Refusals to speak ("declined to comment"), which say nothing and so are no statements."""
    found = []
    for token in parse.tokens:
        if token.pos != "VERB" or act_of(token.lemma, "infinitive") != "refuse":
            continue
        predicate = read_predicate(parse, token.index)
        if predicate.open is None or predicate.subject is None:
            continue
        if parse.tokens[predicate.open].lemma in read_words("statements", "silent"):
            fillers = [Filler("speaker", index) for index in conjuncts(parse, predicate.subject)]
            found.append(
                Candidate(
                    type="refusal",
                    phase="begins",
                    first=token.index,
                    last=token.index,
                    head=token.index,
                    arguments=(*fillers, Filler("object", predicate.open)),
                    kind="verb",
                    confidence=0.8,
                )
            )
    return found


def speech_act(statement: Statement) -> SpeechAct | None:
    """The kind of event that making the statement is, or None where it is just speech.

    A statement without a source gives none: that somebody is accused is in the accusation's own trigger.
    """
    if statement.source is None or statement.cue is None or statement.polarity == "negative":
        return _ACTS["deny"] if statement.act == "deny" and statement.source and statement.cue else None
    return _ACTS.get(statement.act)


def speech_arguments(statement: Statement, act: SpeechAct) -> tuple[Argument, ...]:
    """The roles of the speech act: who speaks, of whom or to whom, and the content's first span."""
    source = statement.source
    arguments = [] if source is None else [_of(act.source, source.entities, source.start, source.end)]
    if act.target is not None and statement.about:
        arguments.append(Argument(role=act.target, entities=statement.about[:1]))
    if act.addressee is not None and statement.addressee:
        arguments.append(Argument(role=act.addressee, entities=statement.addressee))
    content = statement.content[0]
    return (
        *arguments,
        Argument(
            role=act.content,
            start=content.start,
            end=statement.content[-1].end if len(statement.content) == 1 else content.end,
        ),
    )


def _of(role: str, entities: Sequence[str], start: int, end: int) -> Argument:
    return Argument(role=role, entities=tuple(entities), start=start, end=end)
