"""Tables of a paper: headers found by their words, columns by alignment, rows over several lines."""
