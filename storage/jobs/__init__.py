"""The job ledger: jobs with their leases, the outbox, dead letters, figures."""
