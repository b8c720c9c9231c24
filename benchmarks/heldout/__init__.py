"""Layouts of papers kept apart from those of ``samples.papers`` to measure how well unknown layouts are read.

``unseen``: nobody who writes readers or extractors has read it; only for the final measurement
(``python -m benchmarks.accuracy --layouts benchmarks.heldout.unseen``). Once its misses have been looked at it is
unseen no more: write another.

``seen_once``: was the same for an earlier measurement; used once while building to find classes of errors, so its
figures are a little too good.
"""
