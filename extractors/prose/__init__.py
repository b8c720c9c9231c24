"""Running text of letters: lines put together again, companies and countries in it, and who does what."""
