"""Paper sets with their files, what was read of them, what was said of them and what came of it."""
