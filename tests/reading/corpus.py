"""PolNeAR, political news with attributions annotated by hand (Newell, Margolin and Ruths, 2018).

Nothing of it is part of this repository. ``DETENTE_CORPUS`` names the folder that holds ``dev`` and
``train``; without it, ``../shared/data/polnear`` beside the repository is tried.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Article", "Gold", "articles", "corpus_folder"]

_LABEL = re.compile(r"(T\d+)\t([A-Za-z-]+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as annotated: the parts of its source, cue and content; empty where there is none."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the attributions that one annotator found, and the spans that are not to be read.

    What is labelled *Discard* is no text of the article: a date line, the mark of a tweet, a line about the
    author. What is labelled *Discuss* is text that the annotator wished to talk about; it stays.
    """

    name: str
    text: str
    attributions: tuple[Gold, ...]
    discarded: Spans


def corpus_folder() -> Path | None:
    """Return the folder of the corpus, None when it is not at hand."""
    named = os.environ.get("DETENTE_CORPUS")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "data" / "polnear"
    return folder if (folder / "dev" / "attributions").is_dir() else None


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a part of the corpus, one for each annotation, in the order of their names."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        with open(folder / "text" / f"{name}.txt", encoding="utf-8", newline="") as stream:
            text = stream.read()
        yield _article(path.stem, text, path.read_text(encoding="utf-8"))


def _article(name: str, text: str, annotation: str) -> Article:
    labels: dict[str, tuple[str, Spans]] = {}
    events: list[str] = []
    for line in annotation.split("\n"):
        if found := _LABEL.match(line):
            pairs = (part.split() for part in found[3].split(";"))
            labels[found[1]] = found[2], tuple((int(start), int(end)) for start, end in pairs)
        elif line.startswith("E"):
            events.append(line)
    return Article(
        name,
        text,
        tuple(_gold(line, labels) for line in events),
        tuple(span for label, spans in labels.values() if label == "Discard" for span in spans),
    )


def _gold(line: str, labels: dict[str, tuple[str, Spans]]) -> Gold:
    parts: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
    for role, label in _ROLE.findall(line):
        if label in labels:
            parts[role] += labels[label][1]
    return Gold(*(tuple(sorted(parts[role])) for role in ("Source", "Cue", "Content")))
