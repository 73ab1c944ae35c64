"""Events that are acts of speech: praise, accusation, promise and the like, each made from its statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.analyse.events.candidates import Candidate, Filler
from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import called_on, conjuncts, read_predicate
from onrecord.analyse.resolution import Resolution
from onrecord.model.record import Act, Argument, Statement


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """The event type that an act gives, with its roles for source, those spoken to or of, and content."""

    type: str
    source: str
    content: str
    target: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """The head of those at whom a speech act is aimed, and the first and last word of what is said."""

    whom: int
    what: tuple[int, int] | None


_BEHIND = ("acl", "acl:relcl", "advcl", "appos", "conj", "cc", "parataxis")
_PHRASES = ("obl", "nmod", "advcl", "acl", "xcomp", "ccomp")
_DEEDS = ("xcomp", "ccomp", "advcl")
_GROUNDS = frozenset({"for", "over", "as"})
_LAID_ON = frozenset({"blame", "pin"})
_SOMEBODY = frozenset({"person", "organisation", "group"})
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


def only_calls(parse: Parse, statement: Statement) -> bool:
    """Whether "call" demands nothing: it gives a name or leads in what is shouted ("*called* him a liar")."""
    verb = _verb_of(parse, statement)
    if verb is None or parse.tokens[verb].lemma != "call":
        return False
    first = parse.tokens_in(statement.content[0])[0]
    words = {t.lower for t in parse.tokens[verb + 1 : verb + 3]} | {parse.tokens[first].lower}
    to = any(t.lower == "to" for t in parse.tokens[verb + 1 : first + 1])
    return not (to or words & {"for", "on", "upon"})


def speech_arguments(
    parse: Parse, resolution: Resolution, statement: Statement, act: SpeechAct
) -> tuple[Argument, ...]:
    """The roles of the speech act: who speaks, of whom or to whom, and the content's first span."""
    source = statement.source
    arguments = [] if source is None else [_of(act.source, source.entities, source.start, source.end)]
    aimed = find_aim(parse, resolution, statement)
    role = act.target or act.addressee
    if aimed is not None and role is not None:
        arguments.append(_argument(parse, resolution, role, aimed.whom))
        return (*arguments, *_contents(parse, act.content, aimed.what))
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


def _argument(parse: Parse, resolution: Resolution, role: str, head: int) -> Argument:
    mention = resolution.mention_at(head)
    if mention is not None:
        return _of(role, mention.entities, mention.start, mention.end)
    first, last = parse.run(head, without=_BEHIND)
    if parse.tokens[first].pos == "ADP" and first < head:
        first += 1
    span = parse.span(first, last)
    return _of(role, (), span.start, span.end)


def _contents(parse: Parse, role: str, words: tuple[int, int] | None) -> Iterator[Argument]:
    if words is not None and words[0] <= words[1]:
        span = parse.span(*words)
        yield Argument(role=role, start=span.start, end=span.end)


def find_aim(parse: Parse, resolution: Resolution, statement: Statement) -> Aim | None:
    """Whom the words at the head of a statement's content name, where they are not what is said.

    That is who is accused ("accused *Roe* of lying"), told to act ("urged *Roe* to go"), praised or not.
    """
    content = parse.tokens_in(statement.content[0])
    verb = _verb_of(parse, statement)
    if verb is None or not content:
        return None
    last = next((i for i in reversed(content) if parse.tokens[i].pos != "PUNCT"), content[-1])
    inside = range(content[0], last + 1)
    if statement.act == "accuse":
        return _find_accused(parse, resolution, verb, inside)
    if statement.act in ("demand", "order", "propose"):
        return _find_told(parse, verb, inside)
    if statement.act in ("praise", "criticise"):
        return _find_judged(parse, resolution, verb, inside)
    return None


def _verb_of(parse: Parse, statement: Statement) -> int | None:
    if statement.cue is None:
        return None
    verbs = [i for i in parse.tokens_in(statement.cue) if parse.tokens[i].pos == "VERB"]
    return verbs[-1] if verbs else None


def _find_accused(parse: Parse, resolution: Resolution, verb: int, inside: range) -> Aim | None:
    """Who is accused of what, or blamed for it ("blamed *Roe* for the loss", "blamed the loss on *Roe*")."""
    whom = parse.child(verb, "obj")
    if whom is None or whom.index not in inside:
        return None
    below = (*parse.children_by(verb, *_PHRASES), *parse.children_by(whom.index, *_PHRASES))
    for phrase in (token for token in below if token.index > whom.index):
        mark = parse.child(phrase.index, "case", "mark")
        if mark is None or not whom.index < mark.index < phrase.index or phrase.index not in inside:
            continue
        blames = parse.tokens[verb].lemma in _LAID_ON
        if mark.lower == "on" and blames:
            return Aim(phrase.index, (inside.start, mark.index - 1))
        if mark.lower in _GROUNDS or (mark.lower == "of" and not blames):
            return Aim(whom.index, (mark.index + 1, inside[-1]))
    alone = parse.run(whom.index)[0] <= inside.start and parse.child(whom.index, "acl") is None
    return Aim(whom.index, None) if alone and resolution.type_at(whom.index) in _SOMEBODY else None


def _find_told(parse: Parse, verb: int, inside: range) -> Aim | None:
    """Who is told to do what ("urged *Roe* to go", "called on *Roe* to go")."""
    called = called_on(parse, parse.tokens[verb])
    for whom in (*parse.children_by(verb, "obj", "iobj"), *([called] if called is not None else [])):
        deeds = (*parse.children_by(verb, *_DEEDS), *parse.children_by(whom.index, "acl"))
        for deed in deeds:
            to = next((t for t in parse.children_by(deed.index, "mark") if t.lower == "to"), None)
            if to is None or whom.index not in inside or not whom.index < to.index < deed.index:
                continue
            first = to.index - 1 if parse.tokens[to.index - 1].lower in ("not", "never") else to.index
            return Aim(whom.index, (first, inside[-1]))
    return None


def _find_judged(parse: Parse, resolution: Resolution, verb: int, inside: range) -> Aim | None:
    """Who is praised or criticised, where it is somebody, and for what ("praised *Roe* for her work")."""
    whom = parse.child(verb, "obj")
    if whom is None or whom.index not in inside or resolution.type_at(whom.index) not in _SOMEBODY:
        return None
    if parse.run(whom.index)[0] > inside.start:
        return None
    below = (*parse.children_by(verb, *_PHRASES), *parse.children_by(whom.index, *_PHRASES))
    for phrase in (token for token in below if token.index > whom.index):
        mark = parse.child(phrase.index, "case", "mark")
        if mark is not None and whom.index < mark.index < phrase.index and mark.lower in _GROUNDS:
            return Aim(whom.index, (mark.index + 1, inside[-1]))
    return Aim(whom.index, None)
