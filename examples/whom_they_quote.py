"""Whom did outlets quote on a subject, directly or not, in which month?

    python examples/whom_they_quote.py bridge

It prints a table that opens in a spreadsheet. The articles are invented; put your own in their place.
"""

import sys
from pathlib import Path

import onrecord

ARTICLES = Path(__file__).parent / "bridge" / "articles.jsonl"
subject = sys.argv[1] if len(sys.argv) > 1 else "bridge"

with onrecord.open_store(sys.argv[2] if len(sys.argv) > 2 else "bridge.db", create=True) as store:
    onrecord.add(store, [ARTICLES])  # what is there already is passed over
    about = onrecord.search(store, onrecord.Question(words=subject, kind="articles"), limit=1000).hits
    rows: dict[tuple[str, ...], int] = {}
    for article in about:
        said = onrecord.Question(kind="statements", document=article.id)
        table = onrecord.count(store, said, by=("month", "outlet", "speaker", "form"))
        for *key, number in table.rows:
            rows[tuple(map(str, key))] = rows.get(tuple(map(str, key)), 0) + int(number)

print("month", "outlet", "speaker", "form", "statements", sep="\t")
for key, number in sorted(rows.items()):
    if key[2]:
        print(*key, number, sep="\t")
