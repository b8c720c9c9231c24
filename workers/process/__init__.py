"""What one process knows of itself: who it is, what it works on, what it has done, whether the ledger is away."""
