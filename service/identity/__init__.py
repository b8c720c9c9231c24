"""Who may come in, and the record of what they did, behind ``service.identity_commands``."""
