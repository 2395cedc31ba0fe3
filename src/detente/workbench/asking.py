"""What a request asks: the fields of its body or its query, each of the type that it must have."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date

from ..conflict.options import closest
from ..diagnostics import Diagnostic
from ..errors import InputError
from ..files.dates import parse_day

__all__ = ["Ask", "fields_of"]


def fields_of(body: bytes) -> dict[str, object]:
    """Read the body of a request: one JSON object, in UTF-8.

    Raises
    ------
    InputError
        If it is none.

    Examples
    --------
    >>> fields_of(b'{"snapshot": "2025-10"}')
    {'snapshot': '2025-10'}
    """
    try:
        found = json.loads(body.decode("utf-8"))
        # what goes in may come back: half a surrogate pair or a number without end has no way out
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise _fault("not-json", f"the body is not JSON: {reason}", "send one object in UTF-8") from error
    if not isinstance(found, dict):
        raise _fault("not-json", "the body is no JSON object", "send one object in UTF-8")
    return found


class Ask:
    """The fields of a request.

    Parameters
    ----------
    fields
        By name; those of a query are all text.

    Examples
    --------
    >>> ask = Ask({"snapshot": "2025-10", "edits": []})
    >>> ask.text("snapshot"), ask.items("edits"), ask.optional("concept")
    ('2025-10', [], None)
    """

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.fields = fields

    def only(self, *names: str) -> Ask:
        """Refuse fields of other names, and return the request."""
        for name in self.fields:
            if name not in names:
                raise _fault("unknown-field", f"there is no field {name!r}", closest(name, names))
        return self

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        found = self.optional(name)
        if found is None:
            raise _fault("missing-field", f"the field {name!r} is missing", "add it")
        return found

    def optional(self, name: str) -> str | None:
        """Return a text, or None where there is none."""
        found = self.fields.get(name)
        if found is not None and not isinstance(found, str):
            raise _wrong(name, "a text")
        return found

    def choice(self, name: str, choices: Collection[str], default: str | None = None) -> str:
        """Return one of some words."""
        found = self.optional(name) if default is not None else self.text(name)
        if found is None:
            assert default is not None
            return default
        if found not in choices:
            raise _fault("unknown-choice", f"the field {name!r} is {found!r}", closest(found, choices))
        return found

    def items(self, name: str) -> list[object]:
        """Return a list; a field that is not there is an empty one."""
        found = self.fields.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise _wrong(name, "a list")
        return found

    def texts(self, name: str) -> list[str]:
        """Return a list of texts; a field that is not there is an empty one."""
        found = self.items(name)
        texts = [one for one in found if isinstance(one, str)]
        if len(texts) < len(found):
            raise _wrong(name, "a list of texts")
        return texts

    def mapping(self, name: str) -> dict[str, object]:
        """Return an object that must be there."""
        found = self.fields.get(name)
        if not isinstance(found, dict):
            raise _wrong(name, "an object")
        return found

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number between two others."""
        found = self.fields.get(name, default)
        if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) < 10:
            found = int(found)  # in a query all is text
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            raise _wrong(name, f"a whole number from {least} to {most}")
        return found

    def flag(self, name: str) -> bool:
        """Return yes or no; a field that is not there is no."""
        found = self.fields.get(name, False)
        if not isinstance(found, bool):
            raise _wrong(name, "true or false")
        return found

    def day(self, name: str) -> date | None:
        """Return a day, or None where there is none."""
        text = self.optional(name)
        day = None if text is None else parse_day(text)
        if text is not None and day is None:
            raise _wrong(name, "a day such as 2025-10-27")
        return day


def _wrong(name: str, what: str) -> InputError:
    return _fault("wrong-type", f"the field {name!r} is not {what}", f"give {what}")


def _fault(code: str, message: str, cure: str) -> InputError:
    return InputError(Diagnostic(code, message, cure))
