"""Words to fields: which paper a page is, where a paper begins and ends, which value is which.

contract.py          what a paper's extractor takes and gives
layout/              words to glyphs, runs, lines and cells; labels and the values beside or below them
labels/              one TOML file per kind: the words printed on the form, by field
values/              text to typed candidates: dates, mileages, amounts, VINs ...
tables.py            rows and columns, with or without rulings
papers/              one module per kind of paper
classification.py    which kind a page is; grouping.py: which pages are one paper
extraction.py        the whole way: pages -> papers -> fields -> requests for the second reader
reconcile.py         the second reader's answers back into the fields
certainty.py         evidence to probability
"""
