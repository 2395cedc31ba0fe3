"""PDF: the words of its pages, as pypdf finds them."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

from ...errors import NotInstalled
from ..texts import normalise
from .source import Extract, Source, refusal

__all__ = ["from_pdf", "without_running_lines"]

_MOST_PAGES = 2000
_HALF = re.compile(r"[\ud800-\udfff]")
_NUMBER = re.compile(r"\d+")
_OFTEN = 3
"""A first or last line that stands on so many pages, and on most of them, belongs to the page alone."""


def from_pdf(source: Source) -> Extract:
    """Return the report that a PDF holds; its pages are apart by a blank line.

    The day on which the file was made is not taken for the day of the report; it is told as a hint.

    Raises
    ------
    InputError
        When it is locked, broken, or has no words, as where its pages are pictures.
    NotInstalled
        When pypdf is missing.
    """
    try:
        import pypdf
    except ImportError as error:
        raise NotInstalled("pypdf", "text") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd is no news for the user
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refusal("locked-pdf", "it asks for a password", "save it without one", source.name)
        if len(reader.pages) > _MOST_PAGES:
            message = f"it has {len(reader.pages)} pages, and {_MOST_PAGES} are the most"
            raise refusal("pdf-too-long", message, "split it", source.name)
        pages = [page.extract_text() for page in reader.pages]
        told = reader.metadata
        title, made = (told.title, told.creation_date) if told else (None, None)
    except (
        ArithmeticError,
        LookupError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise _broken(source) from error
    except pypdf.errors.DependencyError as error:  # such as AES, for which pypdf needs another package
        message = "it is encrypted in a way that cannot be read here"
        raise refusal("locked-pdf", message, "save it without a password", source.name) from error
    except (NotImplementedError, MemoryError, pypdf.errors.PyPdfError) as error:
        raise _broken(source) from error
    text = normalise(_HALF.sub("\ufffd", "\n\n".join(without_running_lines(pages)))).strip()
    if not text:
        message = "there are no words in this PDF; its pages may be pictures"
        raise refusal("no-words", message, "have its pictures read into words first", source.name)
    hint = f"the file was made on {made.date()}" if made else ""
    return Extract(f"{text}\n", title=" ".join(str(title or "").split()) or None, hint=hint)


def without_running_lines(pages: Sequence[str]) -> list[str]:
    r"""Return pages without the lines at their top and bottom that stand on most of them; numbers may differ.

    >>> without_running_lines(["The Post\nOne.\n1", "The Post\nTwo.\n2", "The Post\nThree.\n3"])
    ['One.', 'Two.', 'Three.']
    """
    split = [page.strip().split("\n") for page in pages]
    running = {
        at: {
            line
            for line, count in Counter(_NUMBER.sub("0", lines[at].strip()) for lines in split).items()
            if count >= _OFTEN and 2 * count > len(pages)
        }
        for at in (0, -1)
    }
    kept = []
    for lines in split:
        if lines and _NUMBER.sub("0", lines[0].strip()) in running[0]:
            lines = lines[1:]  # noqa: PLW2901 - the same page, without its head
        if lines and _NUMBER.sub("0", lines[-1].strip()) in running[-1]:
            lines = lines[:-1]  # noqa: PLW2901
        kept.append("\n".join(lines).strip())
    return kept


def _broken(source: Source) -> Exception:
    return refusal("broken-pdf", "this PDF cannot be read", "save it again, or as plain text", source.name)
