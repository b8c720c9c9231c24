"""Drives the work: the use of the job ledger, steps, brokers, outbox, leases, child processes."""
