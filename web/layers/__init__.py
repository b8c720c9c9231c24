"""Layers around the whole application, outermost first: log and measure, answer whatever happens, refuse what is too long."""
