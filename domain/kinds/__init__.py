"""The kinds of paper: one entry a kind in one of the tuples here, and all of them in ``domain.vocabulary.KINDS``."""
