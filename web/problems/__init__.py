"""How every failure is told: problem documents, their kinds, and the pages about them."""
