"""Bytes to words: what is seen on a page, never what it means."""
