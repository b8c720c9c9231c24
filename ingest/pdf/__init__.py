"""PDF pages: opened and painted by pypdfium2, text and rulings by pdfplumber, believed only after checks."""
