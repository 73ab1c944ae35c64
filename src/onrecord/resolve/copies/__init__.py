"""Which articles are copies of one another, whom they credit, and which was first.

A text becomes a row of hashed words (`words.py`), and some of its runs of words become a signature
(`shingles.py`) by which articles that may be copies meet (`candidates.py`). Two that meet are compared word
for word (`comparing.py`), and from the pairs follows where each article comes from (`lineage.py`).
`updating.py` keeps the rows of a store in step; `reading.py` answers the questions of others.
"""
