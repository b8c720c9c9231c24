"""Shows the work: reports and pages. Asks for work only through ``service.paper_set_commands``."""
