"""Conflicts with known results: from the literature (each file carries its citation) and synthetic ones."""
