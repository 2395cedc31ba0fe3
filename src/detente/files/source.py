"""Reading YAML 1.2 text into a small tree of nodes that know their exact places.

The tree is what the rest of the conflict file is built on: checking needs the line and column of every word,
and saving splices the source text, so ``text[node.start.index:node.end.index]`` is exactly the node's source.

What could make a reader see something else than the writer meant is refused, each with its place and cure:
anchors, aliases, tags, merge keys, directives, several documents, duplicate keys, keys that are not text.
Scalars follow the core schema of YAML 1.2 alone: dates, ``yes`` and ``on`` stay text.

The events come from ruamel.yaml. Three of its habits are corrected here. Its columns skip byte order marks,
so lines and columns are counted anew from its indexes. It ends a line at U+0085, U+2028 and U+2029, which
YAML 1.2 takes for ordinary characters. It lets a block collection end where the next token starts, and sets
an empty value there too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..diagnostics import Diagnostic
from ..errors import InputError
from .nodes import Mapping, Mark, Node, Scalar, Sequence, next_token, place

__all__ = ["DEEPEST", "parse"]

DEEPEST = 200
"""How many collections may stand inside each other."""


def parse(text: str, file: str | None = None) -> Node:
    r"""Read YAML text into a tree.

    Parameters
    ----------
    text
        The text; line endings may be of any kind, a leading byte order mark is passed over.
    file
        The name that diagnostics carry.

    Returns
    -------
    Node
        The root of the tree. The end of a block collection is the end of its last child, so comments and
        blank lines after it are outside. An empty value starts and ends right after its ``:`` or ``-``.

    Raises
    ------
    InputError
        With everything that is refused, and the first error of syntax if there is one.

    Examples
    --------
    >>> from detente.files.nodes import at, plain
    >>> tree = parse("prefers:\n  - not lift   # first\n  - {equal: [a, b]}\n")
    >>> plain(tree)
    {'prefers': ['not lift', {'equal': ['a', 'b']}]}
    >>> at(tree, ("prefers", 0)).start
    Mark(index=13, line=2, column=5)
    """
    return _Composer(text, file).compose()


_BREAK = re.compile(r"\r\n|\r|\n")
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)|%[^\r\n]*(?:\r\n?|\n|\Z))*")
_DIRECTIVE = re.compile(r"(?:\A|(?<=[\r\n\ufeff]))%[^\r\n]*")
_PROPERTIES = re.compile(r"(?<!\S)(?:[!&][^\s,\[\]{}]*[ \t]+)+\Z")
_TAG = re.compile(r"(?:&\S+\s+)?(![^\s,\[\]{}]*)")
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_YAML = "not-yaml"
_NO_PERCENT = "a line cannot start with '%'"
_NO_DIRECTIVE = "leave the line out: a file is YAML 1.2 as it stands"
_COLON = "quote the text if the colon is part of it; else indent the line as its siblings are"
_OWN_LINE = "start every item on a line of its own, indented as its siblings are"
_CLOSE = "write it; quote a text that holds brackets or a colon"
_VALUE = "write it; quote a text that starts with a bracket or a comma"
_INDENT = "indent the line as its siblings are"
_WHOLE = "quote a value as a whole or not at all"

# What ruamel says (a pattern over its context and problem), whether the place is where the construct began or
# else where reading stopped, what is wrong, how to mend it. {opened} is the line where the construct began.
_SYNTAX = (
    ("more indented", False, "the blank lines above are indented deeper than this line", "indent them alike"),
    (
        "expected escape|unknown escape",
        False,
        "this is no escape that YAML knows",
        "write two backslashes for one",
    ),
    ("anchor:|alias:|tag:|tag handle|character '[^\\\\]|block scalar:", True, "", ""),  # see _misread
    (r"character '\\t'", False, "a tab stands here", "use spaces"),
    ("directive:", True, _NO_PERCENT, _NO_DIRECTIVE),
    ("expected ':'", True, "this line has no colon after its key", "write 'key: value'"),
    ("values are not allowed", False, "a colon cannot stand here", _COLON),
    ("entries are not allowed", False, "a list item cannot start here", _OWN_LINE),
    ("got '<stream end>'", True, "this bracket is never closed", "close it"),
    ("expected ',' or", False, "a comma is missing, or the bracket that closes line {opened}", _CLOSE),
    ("end of stream", True, "this quote is never closed", "close it"),
    ("<block end>", False, "this does not belong to what starts in line {opened}", _INDENT),
    ("expected the node", False, "a value is missing here", _VALUE),
    ("<document start>", False, "this does not belong to what stands above", _INDENT),
)
_CODES = {"&": "anchor", "*": "alias", "!": "tag"}


@dataclass(slots=True)
class _Frame:
    """A collection that is being read; in a mapping the children are keys and values in turn."""

    mapping: bool
    flow: bool
    start: Mark
    children: list[Node] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


class _Composer:
    """One reading of one text: events in, a tree or diagnostics out."""

    def __init__(self, text: str, file: str | None) -> None:
        self.text = text
        self.file = file
        bom = 1 if text.startswith("\ufeff") else 0
        self.line_starts = [bom, *(found.end() for found in _BREAK.finditer(text))]
        self.found: list[Diagnostic] = []
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.reached = bom  # how far the events have come, for errors that have no place
        self.stand_ins: dict[int, str] = {}

    def compose(self) -> Node:
        self._refuse_what_is_no_text()
        try:
            documents = 0
            for event in self._events():
                documents += event.__class__.__name__ == "DocumentStartEvent"
                if documents > 1:
                    message = "a second document starts here, and a file holds one"
                    self._refuse("several-documents", message, "put it in a file of its own", _index(event))
                    break
                self._take(event)
        except _SyntaxError as error:
            # A refusal on the same line has most likely caused the error of syntax: one is enough.
            if error.diagnostic.place.line not in {one.place.line for one in self.found}:
                self.found.append(error.diagnostic)
            raise InputError(self.found) from None
        if self.root is None or (isinstance(self.root, Scalar) and self.root.start == self.root.end):
            self._refuse("empty-file", "there is nothing in this file", "write the model", 0)
        if self.found or self.root is None:
            raise InputError(self.found)
        return self.root

    def mark(self, index: int) -> Mark:
        # Ruamel reads one line break more than there may be, and begins before the byte order mark.
        index = max(self.line_starts[0], min(index, len(self.text)))
        line = bisect_right(self.line_starts, index)
        return Mark(index, line, index - self.line_starts[line - 1] + 1)

    def _refuse_what_is_no_text(self) -> None:
        wrong = list(_NOT_TEXT.finditer(self.text, self.line_starts[0]))
        if wrong:
            more = f", and {len(wrong) - 1} more like it" if len(wrong) > 1 else ""
            message = f"the character U+{ord(wrong[0][0]):04X} cannot stand in YAML text{more}"
            cure = "save the file as UTF-8 text; delete the character, or write it as an escape in quotes"
            self._refuse("not-text", message, cure, wrong[0].start())
            raise InputError(self.found)

    def _readable(self) -> str:
        """Return the text for ruamel, of the same length but for a last line break.

        Directives at the head become comments, since they would change how the rest is read. Characters
        that ruamel wrongly takes for line breaks become private ones that do not occur in the text.
        """
        text = self.text
        head = _HEAD.match(text, self.line_starts[0])
        for found in _DIRECTIVE.finditer(text, 0, head.end() if head else 0):
            message = f"the directive {found[0].split()[0]} is not read"
            self._refuse("directive", message, _NO_DIRECTIVE, found.start())
            text = text[: found.start()] + "#" + text[found.start() + 1 :]
        unused = (code for code in range(0xE000, 0xF8FF) if chr(code) not in text)
        self.stand_ins = {next(unused): char for char in "\x85\u2028\u2029" if char in text}
        text = text.translate({ord(char): code for code, char in self.stand_ins.items()})
        return text if text.endswith(("\n", "\r")) else text + "\n"

    def _events(self) -> Iterator[Any]:
        from ruamel.yaml import YAML  # here, because it costs 40 ms and not every command reads a file
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            yield from YAML(typ="safe", pure=True).parse(self._readable())
        except MarkedYAMLError as error:
            raise self._syntax_error(error) from None
        except (YAMLError, ValueError, OverflowError, AssertionError):
            raise self._error_without_place() from None

    def _take(self, event: Any) -> None:
        start = self.mark(_index(event))
        end = self.mark(event.end_mark.index)
        self.reached = max(self.reached, end.index)
        kind = event.__class__.__name__
        if kind in ("SequenceStartEvent", "MappingStartEvent"):
            self._refuse_properties(event)
            if len(self.stack) >= DEEPEST:
                message = f"more than {DEEPEST} lists or mappings stand inside each other"
                raise _SyntaxError(self._diagnostic("too-deep", message, "nest less", start.index))
            self.stack.append(_Frame(kind == "MappingStartEvent", bool(event.flow_style), start))
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._add(self._closed(self.stack.pop(), end))
        elif kind == "ScalarEvent":
            self._refuse_properties(event)
            self._add(self._scalar(event, start, end))
        elif kind == "AliasEvent":
            message = f"*{event.anchor} is an alias of YAML, and none is read"
            self._refuse("alias", message, self._quoting(start.index), start.index)
            self._add(Scalar(self.text[start.index : end.index], '"', start, end))

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.mapping and len(frame.children) % 2 == 0:
            node = self._checked_key(frame, node)
        elif frame.mapping and node.start == node.end:
            # Ruamel sets an empty value now after the colon, now at or behind the next token.
            end = frame.children[-1].end
            colon = next_token(self.text, end.index)
            end = self.mark(colon + 1) if self._has(":", colon) else end
            node = Scalar("", "plain", end, end)
        frame.children.append(node)

    def _checked_key(self, frame: _Frame, node: Node) -> Scalar:
        index = node.start.index
        if not isinstance(node, Scalar):
            message = "a list or mapping cannot be a key"
            self._refuse("key-not-text", message, "write text before the colon, or quote the text", index)
            return Scalar("", '"', node.start, node.end)
        if node.start == node.end:
            self._refuse("key-not-text", "there is no key before this colon", "write one", index)
        elif self._is_explicit(frame, node):
            message = "a key after a question mark is not read"
            self._refuse("explicit-key", message, "write 'key: value', or quote the text", index)
        elif node.plain and node.text == "<<":
            message = "'<<' merges one mapping into another, and that is not read"
            self._refuse("merge", message, "write the keys out", index)
        elif node.text in frame.lines:
            message = f"the key {node.text!r} stands twice; first in line {frame.lines[node.text]}"
            self._refuse("duplicate-key", message, "leave one of the two out, or rename it", index)
        frame.lines.setdefault(node.text, node.start.line)
        return node

    def _is_explicit(self, frame: _Frame, key: Scalar) -> bool:
        """Whether the key is written as ``? key``, with its colon, if any, on a later line."""
        before = key.start.index - 1
        while before >= 0 and self.text[before] in " \t":
            before -= 1
        after = next_token(self.text, key.end.index)
        lonely = not self._has(":", after) or _BREAK.search(self.text, key.end.index, after) is not None
        return (before >= 0 and self._has("?", before)) or (lonely and not frame.flow)

    def _has(self, token: str, index: int) -> bool:
        return self.text.startswith(token, index)

    def _closed(self, frame: _Frame, end: Mark) -> Node:
        children = frame.children
        bracketed = frame.flow and self.text[frame.start.index] in "[{"  # not so the mapping in [a: b]
        if children and not bracketed:
            end = children[-1].end
        if not frame.mapping:
            return Sequence(tuple(children), frame.flow, frame.start, end)
        keys = [key for key in children[::2] if isinstance(key, Scalar)]
        return Mapping(tuple(zip(keys, children[1::2], strict=True)), frame.flow, frame.start, end)

    def _scalar(self, event: Any, start: Mark, end: Mark) -> Scalar:
        value: str = event.value.translate(self.stand_ins)
        if any("\ud800" <= char <= "\udfff" for char in value):
            message = "an escape in this text names half a character"
            self._refuse("not-text", message, "write the character itself", start.index)
        if event.style in ("|", ">"):
            end = self._end_of_block_scalar(value, start, end)
        elif not event.style and value.endswith(":") and self.stack and self.stack[-1].flow:
            # YAML takes {a:} for a key without value, ruamel for the text "a:".
            message = f"{value!r} needs a space after its colon"
            self._refuse("colon", message, "write one, or quote the text", start.index)
        return Scalar(value, event.style or "plain", start, end)

    def _end_of_block_scalar(self, value: str, start: Mark, end: Mark) -> Mark:
        """Leave out the blank lines after a block scalar, unless ``|+`` makes them part of the text."""
        source = self.text[start.index : end.index]
        if "+" in _BREAK.split(source, maxsplit=1)[0].partition("#")[0]:
            return end
        blanks = "\r\n" if value.rstrip("\n").endswith((" ", "\t")) else " \t\r\n"
        return self.mark(start.index + len(source.rstrip(blanks)))

    def _refuse_properties(self, event: Any) -> None:
        index = _index(event)
        if event.anchor is not None:
            message = f"&{event.anchor} is an anchor of YAML, and none is read"
            self._refuse("anchor", message, self._quoting(index), index)
        if event.ctag is not None:
            tag = _TAG.match(self.text, index)  # in "!t &x" the event starts at the anchor
            start, name = (tag.start(1), tag[1]) if tag else (index, "what stands before the anchor")
            self._refuse("tag", f"{name} is a tag of YAML, and none is read", self._quoting(start), start)

    def _quoting(self, index: int) -> str:
        """Return the cure for a text that YAML reads as something else, with the text spelt out."""
        end = r"[^,\[\]{}#\r\n]*" if self.stack and self.stack[-1].flow else r"(?:[^\r\n#]|(?<=\S)#)*"
        found = re.compile(end).match(self.text, index)
        rest = found[0].rstrip(" \t") if found else ""
        return "quote it: " + '"' + rest.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def _syntax_error(self, error: Any) -> _SyntaxError:
        """Return what ruamel found wrong, in plain words."""
        said = f"{error.context}: {error.problem}"
        stopped = (error.problem_mark or error.context_mark).index
        began = error.context_mark.index if error.context_mark else stopped
        directive = _DIRECTIVE.search(self.text, self.reached, stopped)
        if "<document start>" in said and directive:
            said, began = "directive:", directive.start()
        for pattern, at_start, message, cure in _SYNTAX:
            if re.search(pattern, said):
                index = began if at_start else stopped
                if not message:
                    return self._misread(index)
                code = "directive" if cure is _NO_DIRECTIVE else _NOT_YAML
                told = message.format(opened=self.mark(began).line)
                mended = _WHOLE if cure is _INDENT and not self._is_first_in_line(index) else cure
                return _SyntaxError(self._diagnostic(code, told, mended, index))
        message = f"this cannot be read as YAML: {error.problem or error.context}"
        return _SyntaxError(self._diagnostic(_NOT_YAML, message, "", stopped))

    def _error_without_place(self) -> _SyntaxError:
        """Find what ruamel fails on without saying where: an escape beyond U+10FFFF, an odd ``%YAML 1.9``."""
        found = re.compile(r"(?<=[\r\n])%|\\U(?!000|0010)").search(self.text, self.reached)
        index = found.start() if found else self.reached
        if found and found[0] == "%":
            return _SyntaxError(self._diagnostic("directive", _NO_PERCENT, _NO_DIRECTIVE, index))
        message = "this escape names no character"
        return _SyntaxError(self._diagnostic(_NOT_YAML, message, "correct it", index))

    def _misread(self, index: int) -> _SyntaxError:
        """Refuse a text whose first character means something else in YAML: ``!A.x & !B.y``, ``| A``."""
        before = _PROPERTIES.search(self.text, self.line_starts[self.mark(index).line - 1], index)
        index = before.start() if before else index
        first = self.text[index]
        message = f"a value cannot start with {first!r}"
        code = _CODES.get(first, _NOT_YAML)
        return _SyntaxError(self._diagnostic(code, message, self._quoting(index), index))

    def _is_first_in_line(self, index: int) -> bool:
        return not self.text[self.line_starts[self.mark(index).line - 1] : index].strip(" \t")

    def _refuse(self, code: str, message: str, cure: str, index: int) -> None:
        self.found.append(self._diagnostic(code, message, cure, index))

    def _diagnostic(self, code: str, message: str, cure: str, index: int) -> Diagnostic:
        return Diagnostic(code, message, cure, place(self.mark(index), self.file))


def _index(event: Any) -> int:
    index: int = event.start_mark.index
    return index


class _SyntaxError(Exception):
    """The text cannot be read on from here."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
