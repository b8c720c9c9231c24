"""The child process that extracts, with limits on memory and time, and how work is shared among such children."""
