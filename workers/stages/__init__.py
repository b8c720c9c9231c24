"""The packages below as they are installed, and their versions."""
