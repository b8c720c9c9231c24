"""One module per type of value: ``candidates`` finds what a text can mean, ``parse`` insists on one meaning."""
