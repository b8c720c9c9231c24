"""Bytes by their content: a folder, a bucket of S3, or memory, behind one contract."""
