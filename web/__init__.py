"""Shows the work: reports and pages. Asks for work only through ``workers.commands``."""
