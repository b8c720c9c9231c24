"""Making a page picture upright, flat and legible, and saying how good it is. Arrays in, arrays out."""
