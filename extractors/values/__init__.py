"""One module per type: ``candidates`` finds what a text can mean, ``parse`` insists on one meaning."""
