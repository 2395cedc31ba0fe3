"""Times and memory, measured and printed; no test asserts them. Run ``make bench``."""
