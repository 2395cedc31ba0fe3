"""What a route is, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..brief.payload.shapes import Payload
from .asking import Ask

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["Download", "Handler", "Later", "Route"]


@dataclass(frozen=True, slots=True)
class Later:
    """The answer is being worked out; ask again."""

    body: Payload


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep."""

    name: str
    kind: str
    text: str


Handler: TypeAlias = "Callable[[Desk, Ask], Payload | Later | Download]"


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path, and the function that answers."""

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
