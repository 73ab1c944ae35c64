"""Corpora that stories are measured on, and the table of how rare words are that is made of them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.resolve.stories.terms import split_words


def read_polnear(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The files of PolNeAR's texts, in order, with title, outlet and date of each."""
    with (folder / "metadata.tsv").open(encoding="utf-8") as stream:
        known = {
            row["filename"]: row for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    for part_name in ("train", "dev"):
        for path in sorted((folder / part_name / "text").glob("*.txt")):
            outlet, published, _ = path.stem.split("_", 2)
            title = known.get(path.stem, {}).get("title") or ""
            yield path, {"title": title, "outlet": outlet, "published": published}


def run_frequencies(corpora: Path) -> Iterator[str]:
    """The lines of the table of word frequencies: for each count the words that are in so many articles."""
    counts: Counter[str] = Counter()
    articles = 0
    for text in read_corpora(corpora):
        counts.update(set(split_words(text)))
        articles += 1
    yield "# In how many of so many articles of news each word is: first that number, then counts with words."
    yield str(articles)
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count > 1 and 1 < len(word) <= 30 and (word.isdigit() or not word[0].isdigit()):
            by_count[count].append(word)
    for count in sorted(by_count, reverse=True):
        yield f"{count} {' '.join(sorted(by_count[count]))}"


def read_corpora(corpora: Path) -> Iterator[str]:
    """The texts of the corpora that the frequencies come from."""
    for path in sorted((corpora / "newswire-ner").glob("*.tsv")):
        yield " ".join(line.split("\t")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    for path in sorted((corpora / "timebank").glob("*/*.tml")):
        body = path.read_text(encoding="utf-8").split("<TEXT>")[1].split("</TEXT>")[0]
        yield re.sub(r"<[^>]+>", "", body)
    for path in sorted((corpora / "ontogum").glob("*.conllu")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield " ".join(line.split("\t")[1] for line in lines if "\t" in line)
    for article in json.loads((corpora / "dwie" / "dev.json").read_text(encoding="utf-8")):
        yield " ".join(word for sentence in article["sents"] for word in sentence)
    for path, row in read_polnear(corpora / "polnear"):
        yield f"{row['title']}\n{path.read_text(encoding='utf-8')}"
