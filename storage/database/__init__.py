"""One database, SQLite or PostgreSQL: connections, transactions, locks, and every failure told as ours."""
