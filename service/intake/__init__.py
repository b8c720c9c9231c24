"""Taking files in: from folders and uploads into rows and stored bytes."""
