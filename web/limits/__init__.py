"""What one process counts and keeps in memory: requests, downloads, streams, answers that took work."""
