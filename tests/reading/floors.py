"""What the reading of reports must reach on the dev part of PolNeAR; lower them only with a reason."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["FLOORS"]

FLOORS = MappingProxyType(
    {
        "all content overlap": 0.845,
        "all source overlap": 0.737,
        "all cue overlap": 0.621,
        "direct content overlap": 0.976,
        "direct content strict": 0.976,
        "direct source overlap": 0.922,
    }
)
"""The least F1 for each measure of ``tests.reading.evaluation``."""
