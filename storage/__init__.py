"""What is kept: paper sets, the job ledger with its outbox, stage results, verdicts, and bytes by their content."""
