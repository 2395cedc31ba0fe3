"""What would be sent where, before anything is sent."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from ...diagnostics import Diagnostic, Place
from ...errors import InputError
from ..actors import Actor
from .model_prompt import prompt, request_tokens, windows
from .subjects import Range

__all__ = ["LEAST_ANSWER", "MOST_ANSWER", "Caps", "Outgoing", "Plan", "plan"]

MOST_ANSWER = 8_000
"""How many tokens one answer may have; …"""
LEAST_ANSWER = 500
"""… where a cap leaves less than this for it, the request is not made."""


@dataclass(frozen=True, slots=True)
class Caps:
    """What a reading may use at most.

    Parameters
    ----------
    tokens
        Of all requests and answers together.
    cost
        In the currency of the prices, or None for no cap.
    price_in, price_out
        What a million tokens cost that are sent, and that come back; None when that is not known.
    """

    tokens: int = 200_000
    cost: float | None = None
    price_in: float | None = None
    price_out: float | None = None

    def cost_of(self, tokens_in: int, tokens_out: int) -> float | None:
        """Return what tokens cost, or None when the prices are not known.

        >>> Caps(price_in=2, price_out=10).cost_of(500_000, 100_000)
        2.0
        """
        if self.price_in is None or self.price_out is None:
            return None
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000

    def room(self, spent_in: int, spent_out: int, next_in: int) -> int:
        """Return how many tokens the next answer may have, below zero when not even the request fits.

        >>> Caps(tokens=10_000).room(5_000, 1_000, 1_500)
        2500
        >>> Caps(tokens=10**7, cost=1, price_in=1, price_out=10).room(0, 0, 900_000)
        8000
        >>> Caps(tokens=10**7, cost=1, price_in=1, price_out=100).room(0, 0, 500_000)
        5000
        """
        left = self.tokens - spent_in - spent_out - next_in
        cost = self.cost_of(spent_in + next_in, spent_out)
        if self.cost is not None and cost is not None:
            if cost > self.cost:
                return -1
            if self.price_out:
                left = min(left, math.floor((self.cost - cost) * 1_000_000 / self.price_out))
        return min(left, MOST_ANSWER)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A report that would be sent.

    Attributes
    ----------
    name, text
        The name of its file, and its text.
    windows
        The parts in which it is sent, one a request.
    tokens
        About how many tokens these requests have.
    """

    name: str
    text: str = field(repr=False)
    windows: tuple[Range, ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent where.

    Attributes
    ----------
    address, model
        To whom.
    reports
        The texts.
    actors
        Of the dossier; their ids and names are sent with each request.
    caps
        What it may use at most.
    """

    address: str
    model: str
    reports: tuple[Outgoing, ...]
    actors: tuple[Actor, ...]
    caps: Caps

    @property
    def requests(self) -> int:
        """How many requests there are, when none has to be repeated."""
        return sum(len(report.windows) for report in self.reports)

    @property
    def tokens(self) -> int:
        """About how many tokens these have, without the answers."""
        return sum(report.tokens for report in self.reports)


def plan(
    address: str,
    model: str,
    reports: Iterable[tuple[str, str]],
    actors: Iterable[Actor] = (),
    caps: Caps | None = None,
) -> Plan:
    """Return what would be sent; nothing is sent.

    Parameters
    ----------
    address
        Where the interface of the model starts, such as ``http://localhost:11434/v1``: https, or http on this
        computer.
    model
        The name of the model, as the address calls it.
    reports
        Names of files with their texts.
    actors
        The actors of a dossier.
    caps
        What it may use at most.

    Raises
    ------
    InputError
        When the address, the model or a cap is none, or the reports do not fit into the caps.

    Examples
    --------
    >>> would = plan("http://localhost:8080/v1", "qwen3", [("gazette.txt", "It rained.")])
    >>> would.requests, would.reports[0].windows
    (1, ((0, 10),))
    """
    caps = caps or Caps()
    cast = tuple(actors)
    faults = [*_address_faults(address), *_caps_faults(caps)]
    if not model.strip() or not model.isprintable():
        faults.append(
            Diagnostic("bad-model", "this is no name of a model", "give the name that its server uses")
        )
    if faults:
        raise InputError(faults)
    outgoing = tuple(_outgoing(name, text, cast) for name, text in reports)
    found = Plan(address, model, outgoing, cast, caps)
    _check_fits(found)
    return found


def _outgoing(name: str, text: str, actors: tuple[Actor, ...]) -> Outgoing:
    parts = windows(text)
    return Outgoing(
        name, text, parts, sum(request_tokens(prompt(text[start:end], actors)) for start, end in parts)
    )


def _address_faults(address: str) -> list[Diagnostic]:
    """Return what is wrong with an address; the messages do not repeat it, for it may hold a password."""
    cure = "write an address such as https://api.example.com/v1 or http://localhost:11434/v1"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return [Diagnostic("bad-address", "this is no address of a model", cure)]
    if (
        not host
        or parts.scheme not in ("http", "https")
        or not address.isascii()
        or not address.isprintable()
    ):
        return [Diagnostic("bad-address", "this is no address of a model", cure)]
    if "@" in parts.netloc or "?" in address or "#" in address or " " in address:
        message = "the address of a model holds a user name, a password, or a part after ? or #"
        return [Diagnostic("bad-address", message, "leave these out; name the key with --key-from")]
    if parts.scheme == "http" and not _is_here(parts):
        message = "over http anybody on the way could read the reports and the key"
        return [Diagnostic("open-address", message, "write https; only this computer may be reached by http")]
    return []


def _is_here(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _caps_faults(caps: Caps) -> list[Diagnostic]:
    faults = []
    if caps.tokens < 1:
        faults.append(Diagnostic("bad-cap", "a cap of tokens is 1 or more", "write a larger number"))
    for what, number in (("cost", caps.cost), ("price", caps.price_in), ("price", caps.price_out)):
        if number is not None and not (math.isfinite(number) and number >= 0):
            faults.append(Diagnostic("bad-cap", f"a {what} is a number of 0 or more", "write such a number"))
    if caps.cost is not None and (caps.price_in is None or caps.price_out is None):
        message = "the cost cannot be kept below a cap, because the prices are not known"
        cure = "give --price-in and --price-out, for a million tokens; or use --most-tokens alone"
        faults.append(Diagnostic("no-prices", message, cure))
    return faults


def _check_fits(wanted: Plan) -> None:
    """Check that all requests fit into the caps, each with a short answer."""
    answers = LEAST_ANSWER * wanted.requests
    if wanted.requests and wanted.caps.room(0, answers, wanted.tokens) < 0:
        cost = wanted.caps.cost_of(wanted.tokens, answers)
        would = f"about {wanted.tokens + answers:,} tokens" + (f", which cost {cost:.2f}" if cost else "")
        message = f"these reports need at least {would}; that is more than allowed"
        cure = "send fewer reports, or raise --most-tokens or --most-cost"
        names = ", ".join(report.name for report in wanted.reports[:1])
        raise InputError(Diagnostic("over-cap", message, cure, Place(names or None)))
