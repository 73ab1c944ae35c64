"""Quotations tied to their cues: before, behind, around, in the sentence before, or nowhere.

Runs after the syntax was read: a quotation that a cue's clause already reaches is taken in whole; one that
nothing reaches gets the nearest cue, or continues the statement before it in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.analyse.attribution.draft import Draft, cue_span, phrase, source_words
from onrecord.analyse.lexicon.acts import act_of, is_cue
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject, is_nominal
from onrecord.analyse.quotes import Quote
from onrecord.model.span import Span

_BEHIND = 14
_BEFORE = 30
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s")
_ENDS_SPEECH = re.compile(r"[,.!?…—–-]$")


def tie_quotes(
    parse: Parse, quotes: Sequence[Quote], drafts: list[Draft], paragraphs: Sequence[Span]
) -> list[Draft]:
    """The drafts with their quotations taken in, and new drafts for the quotations that had none."""
    linker = _Linker(parse, quotes, drafts, paragraphs)
    linker.take_in()
    for position in range(len(quotes)):
        linker.link(position)
    return linker.drafts


class _Linker:
    """The quotations and drafts of one document, while they are being tied."""

    def __init__(
        self, parse: Parse, quotes: Sequence[Quote], drafts: list[Draft], paragraphs: Sequence[Span]
    ) -> None:
        self.parse, self.text = parse, parse.text
        self.quotes, self.paragraphs = quotes, paragraphs
        self.drafts = drafts
        self.owner: dict[int, Draft] = {}
        self.paragraph = _positions(quotes, paragraphs)
        self.labelled: set[int] = set()
        """The quotations that begin with a label, in transcripts that are quoted as a whole."""
        self.around: dict[int, int] = {}
        for position, quote in enumerate(quotes):
            for index in parse.tokens_in(quote.inner):
                self.around[index] = position

    def take_in(self) -> None:
        """Let the contents hold whole quotations, and let no cue inside a quotation reach out of it."""
        for draft in self.drafts:
            inside = self.around.get(draft.cue_index) if draft.cue_index is not None else None
            if inside is not None:
                draft.content = _clip(draft.content, self.quotes[inside].inner)
                continue
            for position in self._touched(draft):
                quote = self.quotes[position].span
                if self._may_hold(draft, quote):
                    draft.content = _unite(self.text, draft.content, quote)
                    self.owner.setdefault(position, draft)
                elif draft.cue_index is None:
                    self.labelled.add(position)
        self.drafts = [draft for draft in self.drafts if draft.content]

    def _touched(self, draft: Draft) -> list[int]:
        found = []
        for part in draft.content:
            for index in self.parse.tokens_in(part):
                position = self.around.get(index)
                if position is not None and position not in found:
                    found.append(position)
        return found

    def _may_hold(self, draft: Draft, quote: Span) -> bool:
        return not any(part is not None and part.overlaps(quote) for part in (draft.cue, draft.source))

    def link(self, position: int) -> None:
        """Find whose words a quotation is that no draft holds yet."""
        if position in self.owner or position in self.labelled or not self._is_speech(position):
            return
        draft = self._cue_behind(position) or self._cue_before(position)
        if draft is None and self._continues(position):
            before = self.owner.get(position - 1)
            if before is not None:
                before.content = _unite(self.text, before.content, self.quotes[position].span)
                self.owner[position] = before
                return
        draft = draft or self._same_speaker(position)
        if draft is not None:
            self.owner[position] = draft
            if draft not in self.drafts:
                self.drafts.append(draft)

    def _is_speech(self, position: int) -> bool:
        """Whether the quotation is somebody's words rather than a title or a word held at a distance."""
        quote = self.quotes[position]
        words = quote.inner.slice(self.text)
        if quote.single and len(words.split()) < 4:
            return False
        if self._cue_is_near(position):
            return True
        count = len(words.split())
        return count >= 5 or (_ENDS_SPEECH.search(words) is not None and (count >= 2 or words[-1] != "."))

    def _cue_is_near(self, position: int) -> bool:
        quote = self.quotes[position].span
        return self.text[max(quote.start - 2, 0) : quote.start].strip() == ":"

    def _cue_behind(self, position: int) -> Draft | None:
        """ "...," said Lee. / "...", Lee, the envoy, said."""
        quote = self.quotes[position]
        if not quote.closed:
            return None
        following = self._outside(quote.span.end, 1)
        if following and following[0].text in (",", "-", "–", "—"):
            following = following[1:]
        reach = 3 if quote.inner.slice(self.text).endswith(".") else _BEHIND
        for token in following[:reach]:
            if token.text in (".", "?", "!", ";", ":") or token.index in self.around:
                break
            if is_cue(token.lemma) and token.pos in ("VERB", "AUX") and self._speaks(token, following):
                return self._tie(token, position, following)
        return None

    def _speaks(self, token: Token, following: Sequence[Token]) -> bool:
        """Whether the verb has its subject in the words behind the quotation, or directly around itself."""
        subject = find_subject(self.parse, token.index)
        inside = {t.index for t in following}
        if subject is not None and subject in inside:
            return True
        near = following[: _BEHIND + 1]
        return any(is_nominal(t) or t.pos == "PRON" for t in near if abs(t.index - token.index) <= 4)

    def _cue_before(self, position: int) -> Draft | None:
        """Lee said: "..." / Lee added that "..."."""
        quote = self.quotes[position]
        preceding = self._outside(quote.span.start, -1)
        for token in preceding[:_BEFORE]:
            if token.index in self.around:
                break
            if token.text in (".", "?", "!", ";"):
                break
            if not (is_cue(token.lemma) and token.pos in ("VERB", "AUX")):
                continue
            if self._leads_to(token, quote) and find_subject(self.parse, token.index) is not None:
                return self._tie(token, position, list(reversed(preceding)))
        return None

    def _leads_to(self, token: Token, quote: Quote) -> bool:
        between = self.text[token.end : quote.span.start].rstrip()
        if between.endswith((":", ",")) or not between:
            return True
        return (
            between.split()[-1].lower() in ("that", "of", "as", "how", "saying") or len(between.split()) <= 3
        )

    def _outside(self, offset: int, step: int) -> list[Token]:
        """The tokens of the paragraph from `offset` on, in one direction, nearest first."""
        paragraph = next((p for p in self.paragraphs if p.start <= offset <= p.end), None)
        if paragraph is None:
            return []
        if step > 0:
            window = Span(start=offset, end=paragraph.end) if offset < paragraph.end else None
            tokens = [self.parse.tokens[i] for i in self.parse.tokens_in(window)][:40] if window else []
            return [token for token in tokens if token.start >= offset]
        window = (
            Span(start=max(paragraph.start, offset - 400), end=offset) if offset > paragraph.start else None
        )
        tokens = [self.parse.tokens[i] for i in self.parse.tokens_in(window)] if window else []
        return [token for token in reversed(tokens) if token.end <= offset]

    def _tie(self, token: Token, position: int, near: Sequence[Token]) -> Draft:
        """A draft of the cue `token` for the quotation, or the cue's own draft with the quotation added."""
        quote = self.quotes[position].span
        for draft in self.drafts:
            if draft.cue_index == token.index:
                draft.content = _unite(self.text, _apart_from(draft, quote), quote)
                return draft
        subject = find_subject(self.parse, token.index)
        draft = Draft(
            act=act_of(token.lemma, "clause") or "say",
            content=[quote],
            cue=cue_span(self.parse, token.index),
            cue_index=token.index,
            confidence=0.85,
        )
        if subject is not None and self._inside_quote(subject):
            subject = None
        outside = [t for t in near if not self._inside_quote(t.index)]
        speaker = subject if subject is not None else _nearest_noun(token, outside)
        if speaker is not None:
            draft.speaker = speaker
            words = source_words(self.parse, token.index, speaker) if subject is not None else None
            draft.source = words or phrase(self.parse, speaker)
            if draft.source.overlaps(quote):
                draft.source = self.parse.span(speaker, speaker)
        return draft

    def _inside_quote(self, index: int) -> bool:
        return index in self.around

    def _continues(self, position: int) -> bool:
        """Whether the quotation goes on with the statement of the one before it in its paragraph."""
        if position == 0 or position - 1 not in self.owner:
            return False
        before, quote = self.quotes[position - 1], self.quotes[position]
        if self.paragraph[position] != self.paragraph[position - 1]:
            return before.continued
        between = self.text[before.span.end : quote.span.start]
        if self._has_new_subject(before.span.end, quote.span.start):
            return False
        return len(_SENTENCE_END.findall(between + " ")) <= 1 and len(between) < 200

    def _has_new_subject(self, start: int, end: int) -> bool:
        """Whether a sentence about something else begins between two quotations."""
        if start >= end:
            return False
        tokens = [self.parse.tokens[i] for i in self.parse.tokens_in(Span(start=start, end=end))]
        ends = [position for position, token in enumerate(tokens) if token.text in (".", "!", "?")]
        behind = tokens[ends[-1] + 1 :] if ends else []
        return any(token.core == "nsubj" and token.pos in ("NOUN", "PROPN") for token in behind)

    def _same_speaker(self, position: int) -> Draft | None:
        """A quotation that fills its paragraph and has no cue: the speaker before goes on."""
        quote = self.quotes[position]
        index = self.paragraph[position]
        if index is None:
            return None
        paragraph = self.paragraphs[index]
        rest = (
            self.text[paragraph.start : quote.span.start] + self.text[quote.span.end : paragraph.end]
        ).strip()
        before = self.owner.get(position - 1)
        if rest.strip(".") or before is None or self.paragraph[position - 1] != index - 1:
            return None
        return Draft(
            act=before.act, content=[quote.span], source=before.source, speaker=before.speaker, confidence=0.6
        )


def _positions(quotes: Sequence[Quote], paragraphs: Sequence[Span]) -> list[int | None]:
    found: list[int | None] = []
    index = 0
    for quote in quotes:
        while index < len(paragraphs) and paragraphs[index].end <= quote.span.start:
            index += 1
        found.append(index if index < len(paragraphs) else None)
    return found


def _nearest_noun(token: Token, near: Sequence[Token]) -> int | None:
    nouns = [t for t in near if is_nominal(t) and abs(t.index - token.index) <= 6]
    return min(nouns, key=lambda t: (abs(t.index - token.index), t.index)).index if nouns else None


def _clip(content: Sequence[Span], bounds: Span) -> list[Span]:
    return [
        Span(start=max(part.start, bounds.start), end=min(part.end, bounds.end))
        for part in content
        if part.overlaps(bounds)
    ]


def _apart_from(draft: Draft, quote: Span) -> list[Span]:
    return [part for part in draft.content if not quote.covers(part)]


def _unite(text: str, content: Sequence[Span], span: Span) -> list[Span]:
    """The content with `span` in it; parts that overlap, or stand side by side in a line, become one."""
    united: list[Span] = []
    for part in sorted([*content, span], key=lambda p: p.start):
        if united and (part.start <= united[-1].end or text[united[-1].end : part.start] == " "):
            united[-1] = Span(start=united[-1].start, end=max(united[-1].end, part.end))
        else:
            united.append(part)
    return united
