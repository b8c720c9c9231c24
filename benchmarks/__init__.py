"""What is measured and not tested: accuracy, speed. Frozen runs stand in ``benchmarks/frozen``."""
