"""Composes a new form for every paper from a seed: words from ``words/*.toml``, choices from a ``Settings`` value.

``samples.papers.composed`` has the layouts made with the usual settings. A set kept out of sight makes its own module
with ``PAPERS = composed_papers(Settings(words=("its.package", "words"), ...))``.

    settings   how often what is chosen          pen      values in a paper's own ways of writing
    words      the word lists                    label    labels numbered, spread, broken, in two languages
    manner     the look of a paper and a block   grid     labels and values in cells, or in running lines
    decoys     invented values of other meaning  rows     tables; ``prose``, ``remark``: running text
    form       a whole paper                     layouts  the layouts of all kinds
    training   single papers, fast, with the place of every value
"""
