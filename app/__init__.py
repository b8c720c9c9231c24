"""Settings, the parts put together, and the command line."""
