"""How well a photograph was taken, told within half a second of its arrival and before anything is read."""
