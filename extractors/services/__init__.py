"""What a line of a bill or invoice is about, and which drive train it needs: patterns are data, read by spaCy."""
