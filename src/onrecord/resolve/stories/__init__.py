"""Articles on one happening grouped into stories, with their copies.

`terms.py` says what an article is compared by, `likeness.py` how alike two are, `pairs.py` who is compared,
`units.py` which have to be grouped together, `grouping.py` and `parting.py` how; `updating.py` is the place
to begin, and `reading.py` what answers are made from.
"""
