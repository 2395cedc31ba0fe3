"""Pages of the documents: their fenced blocks, headings and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DOCS", "PAGES", "ROOT", "TEXTS", "Block", "anchors", "blocks", "links", "prose", "section"]

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
"""The pages whose blocks run."""

TEXTS = (*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "tests" / "README.md")
"""The pages whose links must lead somewhere."""

_FENCE = re.compile(r"(`{3,})(\S*)\s*$")
_FILE = re.compile(r"`([\w./-]+)`(, with faults on purpose)?:$")
_TAKEN = re.compile(r"Take `([\w./-]+)` from \[[^\]]+\]\(([\w-]+\.md)\)")
_HEADING = re.compile(r"(#{1,6}) (.+)$")
_CODE = re.compile(r"(`+).+?\1")
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes
    ----------
    line
        The line of the page on which its text starts, from 1.
    file
        The file that it is written to, named in the line before the block; None for no file.
    faulty
        Whether the page says that the file has faults.
    """

    page: Path
    line: int
    language: str
    text: str
    file: str | None = None
    faulty: bool = False

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT) if self.page.is_relative_to(ROOT) else self.page}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order; ``Take `file` from [another page](…)`` yields that one's.

    Raises
    ------
    ValueError
        If a block is never closed, or another page does not have the file.
    """
    before = ""  # the last line with words outside blocks
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), start=1))
    for number, line in lines:
        fence = _FENCE.match(line)
        if fence is None:
            before = line if line.strip() else before
            yield from (_from(page.parent / other, file) for file, other in _TAKEN.findall(line))
            continue
        inside: list[str] = []
        for _, inner in lines:
            if inner.startswith(fence[1]):
                break
            inside.append(inner)
        else:
            raise ValueError(f"{page}:{number}: the block is never closed")
        named = _FILE.search(before)
        text = "".join(f"{one}\n" for one in inside)
        yield Block(page, number + 1, fence[2], text, named and named[1], bool(named and named[2]))
        before = ""


def _from(page: Path, file: str) -> Block:
    found = [block for block in blocks(page) if block.file == file]
    if len(found) != 1:
        raise ValueError(f"{page} writes {file} {len(found)} times")
    return found[0]


def prose(page: Path) -> Iterator[str]:
    """Yield the lines outside blocks."""
    fence = None
    for line in page.read_text(encoding="utf-8").splitlines():
        found = _FENCE.match(line)
        if fence is None and found:
            fence = found[1]
        elif fence is not None:
            fence = None if line.startswith(fence) else fence
        else:
            yield line


def links(page: Path) -> Iterator[str]:
    """Yield the targets of the links outside blocks and code."""
    for line in prose(page):
        yield from _LINK.findall(_CODE.sub("", line))


def anchors(page: Path) -> set[str]:
    """Return the names by which links reach the headings of a page, as GitHub makes them."""
    headings = (found[2] for line in prose(page) if (found := _HEADING.match(line)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(page: Path, heading: str) -> str:
    """Return the text under a heading, up to the next one of its rank or a higher one.

    Raises
    ------
    KeyError
        If the page has no such heading.
    """
    lines = page.read_text(encoding="utf-8").splitlines()
    if heading not in lines:
        raise KeyError(f"{page} has no heading {heading!r}")
    start = lines.index(heading)
    rank = heading.index(" ")
    kept: list[str] = []
    for line in lines[start + 1 :]:
        found = _HEADING.match(line)
        if found and len(found[1]) <= rank:
            break
        kept.append(line)
    return "\n".join(kept) + "\n"
