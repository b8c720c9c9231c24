"""Synthetic papers of used cars for export, from a seed, with their truth. Every person and company is invented."""
