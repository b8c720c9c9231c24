"""Values that every room shares: papers, fields, findings, verdicts. No input, no output, no clock."""
