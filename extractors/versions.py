"""Version of what the extractors do; part of the keys under which their results are kept."""

EXTRACTOR_VERSION = "6"
"""raised whenever the same pages would give other documents"""
