"""Bundles as their owners see them, and as the workers move them."""
