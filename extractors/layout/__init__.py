"""Where words stand: glyphs, runs, lines, cells, labels and the places of their values. No meaning, no types."""
