"""Organisations, people, keys, sessions, limits, and the audit log of what they did."""
