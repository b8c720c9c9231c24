"""The version of what verification says; part of the key under which verdicts are kept."""

RULES_VERSION = "16"
"""bumped whenever the same fields can give another finding, verdict or text"""
