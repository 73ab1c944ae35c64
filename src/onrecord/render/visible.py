"""Text made safe to look at: what a character would do to a terminal or a page is shown instead of done."""

from __future__ import annotations

import re

BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters that turn the direction of what follows, so that it reads as other than it is."""
_SPACES = re.compile(r"\s+")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_CODES = {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
_TURNS = {ord(control): f"\\u{ord(control):04x}" for control in BIDI_CONTROLS}
_SURROGATES = {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}
_LAYOUT = (0x09, 0x0A)
_CONTROLS = {code: shown for code, shown in (_PICTURES | _CODES).items() if code not in _LAYOUT} | _SURROGATES
_ALL = _CONTROLS | _TURNS


def show_controls(text: str) -> str:
    """`text` with its control characters visible (`␛`, `\\u202e`); tabs and new lines stay."""
    return text if text.isprintable() else text.translate(_ALL)  # mostly there is nothing to show


def show_line(text: str) -> str:
    """`text` on one line: white space as single spaces, control characters visible."""
    return show_controls(_SPACES.sub(" ", text).strip())


def picture_controls(text: str) -> str:
    """`text` with each control character as one visible character, as long as before; for a page.

    Tabs, ends of lines and what turns the direction stay: a page can isolate the latter.
    """
    return text.translate(_SINGLE)


_ENDS = (0x0D, 0x85)
_SINGLE = {
    code: (shown if len(shown) == 1 else "\ufffd") for code, shown in _CONTROLS.items() if code not in _ENDS
}
