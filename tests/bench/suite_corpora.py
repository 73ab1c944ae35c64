"""Small invented corpora in the layouts that the suite reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.evaluate.test_chains import CONLLU, DWIE
from tests.evaluate.test_factuality import LINES
from tests.evaluate.test_knowledge import TEXT, row
from tests.evaluate.test_names import NEWSWIRE
from tests.evaluate.test_plover import RECORDS
from tests.evaluate.test_times import TIMEML

MADE = "Ann Lee said the mill would close. “We have no grain left,” Roe told the Herald.\n"
_MARKED = (("Ann Lee", "said", "the mill would close"), ("Roe", "told", "“We have no grain left,”"))
REAL = [
    {
        "id": f"r{number}",
        "title": f"{name} mill to close",
        "published": f"2017-03-0{number}",
        "outlet": f"Paper {number}",
        "url": f"https://paper{number}.example/{number}",
        "text": f"{name}, March {number} – {told}",
        "story": "mill",
    }
    for number, (name, told) in enumerate(
        [
            (
                "Leeds",
                "The mill will close, Ann Lee said. “We have no grain left in the store,” she said.",
            ),
            (
                "Hull",
                "Ann Lee said the mill would close. “We have no grain left in the store,” she said.",
            ),
        ],
        start=1,
    )
]


def make_shared(folder: Path) -> Path:
    """A shared folder with a little of everything."""
    corpora = folder / "corpora"
    _write(corpora / "ontogum" / "GUM_news_afghan.conllu", CONLLU)
    for number in range(5):
        _write(corpora / "newswire-ner" / f"{number}.tsv", NEWSWIRE)
        _write(corpora / "timebank" / "made" / f"{number}.tml", TIMEML)
    _write(corpora / "dwie" / "dev.json", json.dumps([_relate(one) for one in DWIE]))
    _write(corpora / "factuality" / "uw.dev.jsonl", "".join(json.dumps(line) + "\n" for line in LINES))
    _write(
        corpora / "knowledgenet" / "folds123.json", json.dumps([row("PLACE_OF_BIRTH", TEXT, "She", "Hull")])
    )
    _write(corpora / "plover" / "PLOVER_GSR_CAMEO.txt", json.dumps(RECORDS))
    make_attributions(corpora / "polnear" / "dev")
    _write(folder / "articles" / "real.jsonl", "".join(json.dumps(one) + "\n" for one in REAL))
    _write(folder / "articles" / "envoy.txt", "Ann Lee, a former miller, lives in Leeds.\n")
    expected = {"kind": "mention", "text": "Ann Lee", "entities": ["Ann Lee"]}
    _write(folder / "articles" / "envoy.expected.jsonl", json.dumps(expected) + "\n")
    return folder


def make_attributions(corpus: Path) -> None:
    """Two articles of one text and its attributions, in PolNeAR's layout."""
    lines = []
    for number, roles in enumerate(_MARKED):
        names = [f"T{3 * number + place}" for place in range(3)]
        for name, role, words in zip(names, ("Source", "Cue", "Content"), roles, strict=True):
            start = MADE.index(words)
            lines.append(f"{name}\t{role} {start} {start + len(words)}\t{words}")
        lines.append(f"E{number}\tSource:{names[0]} Cue:{names[1]} Content:{names[2]}")
    for name in ("mill", "store"):
        _write(corpus / "text" / f"{name}.txt", f"{MADE}In {name} two.\n")
        _write(corpus / "attributions" / f"{name}_1.ann", "\n".join(lines) + "\n")


def _relate(article: Mapping[str, object]) -> dict[str, object]:
    return {"labels": [], **article}


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
