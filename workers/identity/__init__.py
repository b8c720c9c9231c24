"""Who may come in, and the record of what they did, behind ``workers.identity_commands``."""
