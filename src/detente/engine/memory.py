"""What an array would need, and what there is."""

from __future__ import annotations

import os

from ..errors import TooLarge

__all__ = ["available", "require"]


def available() -> int:
    """Return the bytes of memory that a process may still take.

    On Linux this counts what the kernel could free (``MemAvailable``); elsewhere the free pages; where a
    system tells neither, 4 GB are supposed.
    """
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            for line in lines:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 4 * 1024**3


def require(what: str, needed: int) -> None:
    """Raise TooLarge unless ``needed`` bytes are available; ``what`` names the work.

    >>> require("a small table", 1000)
    """
    free = available()
    if needed > free:
        raise TooLarge(what, needed, free)
