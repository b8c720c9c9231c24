"""Reading text off pictures: the engine contract, the main reader, the second reader, replayed readers."""
