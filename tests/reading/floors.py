"""What the reading of reports must reach on the dev part of PolNeAR; lower them only with a reason."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["FLOORS"]

FLOORS = MappingProxyType(
    {
        "all content overlap": 0.70,
        "all source overlap": 0.50,
        "all cue overlap": 0.45,
        "direct content overlap": 0.85,
        "direct source overlap": 0.69,
    }
)
"""The least F1 for each measure of ``tests.reading.evaluation``."""
