"""Lines that outlets and agencies put under or into everything: copyright, subscriptions, links, credits."""

from __future__ import annotations

import re

from onrecord.model.span import Span

_LONGEST = 400
"""Characters of a sentence; what is longer is no such line."""
_OPENINGS = r"""
all rights reserved
©|copyright (?:©|\(c\)|(?:19|20)\d\d|the\b|by\b)
this (?:material|article|story|report|content) (?:may not|was (?:first|originally) published|first appeared)
this (?:article|story|report) (?:has been (?:updated|corrected|edited)|is (?:republished|part of|from))
sign(?:ing)? up (?:for|to|here|now)\b|subscribe (?:to|now|here|for)\b|click here
(?:follow|like|find|join) (?:us|\w+ on (?:twitter|facebook|instagram))\b|follow @|share (?:this|on)\b
download (?:our|the) (?:\w+ )?app\b|enter your e-?mail|by signing up
read (?:more|also|next)\b|see also\b|related (?:stories|articles|topics|content|coverage)|more on this story
get (?:the|our) (?:\w+ ){0,3}(?:newsletter|alerts|headlines|briefing|app)\b|most read|recommended for you
advertisement|we use cookies|terms of (?:use|service)|privacy policy|please enable javascript
(?:additional )?(?:reporting|writing|editing) by [A-Z]|(?:compiled|edited) by [A-Z]
image (?:copyright|caption|source)|media caption|photo(?:graph)?(?: by)?:|picture:
to (?:subscribe|contact the (?:reporter|author|editor))|contact us at|with (?:inputs|files) from
our standards:|for more (?:news|stories|on this|information,? visit)
"""
_OPENING = "|".join(_OPENINGS.split("\n")[1:-1])
_BEGINNING = re.compile(r"(?:\A|[.!?…\n][”\"’')\]]*)[\s(\[*•>|–—-]*")
_NOTICE = re.compile(_OPENING, re.IGNORECASE)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][”\"’')\]]*(?=\s|$)|(?=\n|$))")


def find_notices(text: str) -> list[Span]:
    """The sentences that open as such lines do, in order.

    >>> text = "It rained. Sign up to our letter!"
    >>> [span.slice(text) for span in find_notices(text)]
    ['Sign up to our letter!']
    """
    found = []
    for beginning in _BEGINNING.finditer(text):
        start = beginning.end()
        if not _NOTICE.match(text, start):
            continue
        sentence = _SENTENCE.match(text, start)
        if sentence and sentence.end() - start <= _LONGEST:
            found.append(Span(start=start, end=sentence.end()))
    return found
