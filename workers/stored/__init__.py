"""Values in the object store, and the small ones of them in memory."""
