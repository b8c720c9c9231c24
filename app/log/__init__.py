"""The operator's log."""
