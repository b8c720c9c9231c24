"""Brokers behind one contract: in this process, Redis, RabbitMQ."""
