"""Pages for people: made on the server, filled by the same commands as the API, changed through the API."""
