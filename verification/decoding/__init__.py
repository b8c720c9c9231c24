"""Joint decoding: what a value is, over all the places where it was seen."""
