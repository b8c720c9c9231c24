"""What persons decided is put in force: values on papers, cars of papers, weights of findings; and what is left in doubt.

Everything here is pure: the machine's documents and findings go in unchanged, new ones come out.
"""
