"""Comparing two readings of one kind of value: the same, perhaps a reading slip, or another value."""
