"""The report of verified bundles, and what it shows."""
