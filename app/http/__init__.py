"""The web server on a socket of ours, and what holds its connections in bounds."""
