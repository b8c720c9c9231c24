"""The threads of a working process: consumers of messages, outbox relay, lease lease keeper, sweeper."""
