"""Locks that a process with strangers' bytes puts on itself: which files, which programs, which system calls."""
