"""Numbers and codes of the papers.

Each module has ``compact``, ``validate``, ``is_valid`` and, where there is one, ``check_digit``.
"""
