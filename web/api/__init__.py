"""The JSON API under ``/api/v1``: one module for each resource, one table of who may do what."""
