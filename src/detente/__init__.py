"""detente reads the reporting on a standoff, models it, and finds what would end it."""
