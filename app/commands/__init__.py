"""One module per command of the command line; each has ``run``, which returns an exit code."""
