"""Subtitles, WebVTT and SubRip, as turns of speech.

Times, positions and styles go; what is said stays, one turn in one paragraph. A turn begins where a cue names
its speaker (``<v Name>``) or begins with ``>>`` or a dash. Lines that roll up, as in captions that a machine
made, are kept once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..texts import normalise
from .encodings import decoded
from .source import Extract, Source, refusal

__all__ = ["from_subtitles"]

_TIME = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>]*>|\{\\[^{}]*\}")
_TURN = re.compile(r"(?:>>+|&gt;&gt;|[-–—](?=\s|[A-Z]))\s*")


def from_subtitles(source: Source) -> Extract:
    r"""Return what is said in subtitles.

    Raises
    ------
    InputError
        When the bytes are no text, or there are no cues with words.

    Examples
    --------
    >>> data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>We would\n\n00:02.000 --> 00:03.000\npay.\n"
    >>> from_subtitles(Source("a.vtt", data)).text
    'Ann: We would pay.\n'
    """
    turns: list[list[str]] = []
    last: frozenset[str] = frozenset()
    for cue in _cues(normalise(decoded(source)).split("\n")):
        lines = [line for line in cue if line not in last]
        for line in lines:
            words, begins = _spoken(line)
            if begins or not turns:
                turns.append([words])
            else:
                turns[-1].append(words)
        last = frozenset(cue)
    spoken = (" ".join(filter(None, turn)) for turn in turns)
    text = "\n\n".join(filter(None, spoken))
    if not normalise(text).strip():
        message = "there are no subtitles with words in it"
        raise refusal("no-subtitles", message, "check that it is WebVTT or SubRip", source.name)
    return Extract(f"{text}\n")


def _cues(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each cue: those below a timing, down to a blank line."""
    cue: list[str] | None = None
    for line in [*lines, ""]:
        if _TIMING.fullmatch(line):
            cue = []
        elif line.strip() and cue is not None:
            cue.append(line.strip())
        elif cue:
            yield cue
            cue = None


def _spoken(line: str) -> tuple[str, bool]:
    """Return the words of a line, with their speaker, and whether a turn begins with it."""
    begun = _TURN.match(line)
    rest = line[begun.end() :] if begun else line
    voice = _VOICE.match(rest)
    words = " ".join(html.unescape(_TAG.sub("", rest)).split())
    if voice:
        return f"{' '.join(html.unescape(voice[1]).split())}: {words}", True
    return words, begun is not None
