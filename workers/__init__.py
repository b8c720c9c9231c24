"""Drives the work: commands that others may ask for, steps, the job ledger's use, actors, broker, sweeper."""
