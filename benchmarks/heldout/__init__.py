"""Layouts of papers kept apart from those of ``samples.papers`` to measure how well unknown layouts are read.

``unseen`` and ``drawn``: nobody who writes readers, extractors or rules has read them; only for the final measurement
(``python -m benchmarks.final``). Once their misses have been looked at they are unseen no more: write others.

``second`` and ``seen_once``: were the same for earlier measurements; their misses were looked at to find classes of
errors, so their figures are a little too good.
"""
