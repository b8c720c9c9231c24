"""The steps of a bundle's way, in order. Each takes a job and the services, computes, and returns its ending.

A step changes nothing but the object store (where the same content is the same object); what it wants written stands
in the ending and is written by ``workers.performing`` when the lease still holds.
"""
