"""What people and machine keys do with submissions, behind ``workers.submission_commands``."""
