"""One module per rule: a plain function with the texts that people read. ``verification.registry`` lists them."""
