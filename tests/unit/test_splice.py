"""Splices, each with the exact text that it gives."""

from __future__ import annotations

from typing import Any

import pytest

from detente.errors import InputError
from detente.files import splice
from detente.files.nodes import plain
from detente.files.scalars import scalar
from detente.files.source import parse

KOREA = """\
# The overture

detente: 1
title: The overture, October 2025   # draft
decision_makers:
  US:
    name: United States
    options: {invite: Invites Kim in public, drop: Drops the demand}
    prefers:                              # most important first
      # on the demand
      - not (drop and not DPRK.halt)      # a bare statement

      # on the meeting
      # and who asks for it
      - statement: DPRK.meet
        basis: reported                   # as in the claim
        # the only claim
        because: [trump-invites]
        # to be checked
      - {equal: [DPRK.halt, DPRK.freeze]} # equal importance
      # less important things are left out

  # the other side
  DPRK:
    prefers:
    - not US.invite
infeasible: [DPRK.meet and not US.invite]
status_quo: [
  US.invite,   # since October
  # doubtful
  RU.shield    # since 2024
]
"""
PREFERS = ("decision_makers", "US", "prefers")


def spliced(name: str, text: str, *arguments: Any) -> str:
    result: str = getattr(splice, name)(text, *arguments)
    return result


def test_a_block_travels() -> None:
    moved = splice.move_item(KOREA, PREFERS, 1, 0)
    assert moved == KOREA.replace(
        """\
      # on the demand
      - not (drop and not DPRK.halt)      # a bare statement

      # on the meeting
      # and who asks for it
      - statement: DPRK.meet
        basis: reported                   # as in the claim
        # the only claim
        because: [trump-invites]
        # to be checked
""",
        """\
      # on the meeting
      # and who asks for it
      - statement: DPRK.meet
        basis: reported                   # as in the claim
        # the only claim
        because: [trump-invites]
        # to be checked
      # on the demand
      - not (drop and not DPRK.halt)      # a bare statement

""",
    )
    assert splice.move_item(moved, PREFERS, 1, 1) == moved


def test_a_block_is_dropped() -> None:
    kept, rest = KOREA.split("      # on the meeting\n")
    after = rest.split("        # to be checked\n")[1]
    assert splice.drop_item(KOREA, PREFERS, 1) == kept + after


def test_an_item_is_replaced_and_its_comments_stay() -> None:
    assert splice.replace_item(KOREA, PREFERS, 1, "DPRK.freeze") == KOREA.replace(
        """\
      - statement: DPRK.meet
        basis: reported                   # as in the claim
        # the only claim
        because: [trump-invites]
""",
        """\
      - DPRK.freeze  # as in the claim
        # the only claim
""",
    )


def test_an_item_is_inserted_after_the_block_before() -> None:
    new = "      - new\n"
    for index, before in enumerate(
        ("      # on the demand\n", "\n      # on the meeting", "      - {equal", "      # less")
    ):
        place = KOREA.index(before)
        assert splice.insert_item(KOREA, PREFERS, index, "new") == KOREA[:place] + new + KOREA[place:]


def test_a_list_at_the_column_of_its_key() -> None:
    path = ("decision_makers", "DPRK", "prefers")
    assert splice.insert_item(KOREA, path, 1, "new") == KOREA.replace(
        "    - not US.invite\n", "    - not US.invite\n    - new\n"
    )
    assert splice.drop_item(KOREA, path, 0) == KOREA.replace(
        "    prefers:\n    - not US.invite\n", "    prefers: []\n"
    )


INSERTS = {
    "at the end, no line break": ("- a", (), 1, "b", "- a\n- b"),
    "first, below the comment of nobody": ("# head\n\n# a\n- a\n", (), 0, "b", "# head\n\n- b\n# a\n- a\n"),
    "first, above its own comment": ("p:\n  # a\n  - a\n", ("p",), 0, "b", "p:\n  - b\n  # a\n  - a\n"),
    "above a deep comment": ("p:\n      # a\n  - a\n", ("p",), 0, "b", "p:\n  - b\n  # a\n  - a\n"),
    "below the inner comments": ("- a\n  # in a\n# end\n", (), 1, "b", "- a\n  # in a\n- b\n# end\n"),
    "above the next key's comment": (
        "p:\n  - a\n# on q\nq: 1\n",
        ("p",),
        1,
        "b",
        "p:\n  - a\n  - b\n# on q\nq: 1\n",
    ),
    "before a blank line": ("p:\n- a\n\nq: 1\n", ("p",), 1, "b", "p:\n- a\n- b\n\nq: 1\n"),
    "beside a dash, first": ("- - a # a\n  - b\n", (0,), 0, "c", "- - c\n  - a # a\n  - b\n"),
    "beside two dashes": ("- - - a\n", (0, 0), 0, "c", "- - - c\n    - a\n"),
    "beside a dash, last": ("- - a # a\n- b\n", (0,), 1, "c", "- - a # a\n  - c\n- b\n"),
    "after a text block": (
        "p:\n  - |\n    # x\n\nq: 1\n",
        ("p",),
        1,
        "b",
        "p:\n  - |\n    # x\n  - b\n\nq: 1\n",
    ),
    "after a text block at the end": ("- |\n  x", (), 1, "b", "- |\n  x\n- b"),
    "after a text that keeps its blank lines": (
        "- |+\n  a\n\n- b\n",
        (),
        1,
        "c",
        "- |+\n  a\n\n- c\n- b\n",
    ),
    "after many lines": ("- 'a\n  # b'\n- c\n", (), 1, "d", "- 'a\n  # b'\n- d\n- c\n"),
    "before the end of the document": ("- a\n...\n# end\n", (), 1, "b", "- a\n- b\n...\n# end\n"),
    "with CRLF": ("p:\r\n  - a # x\r\n", ("p",), 1, "b", "p:\r\n  - a # x\r\n  - b\r\n"),
    "with CR": ("- a\r- b\r", (), 1, "c", "- a\r- c\r- b\r"),
    "with a byte order mark": ("\ufeff- a", (), 0, "b", "\ufeff- b\n- a"),
    "in nothing": ("p:\nq: 1\n", ("p",), 0, "a", "p:\n  - a\nq: 1\n"),
    "in nothing with a comment": ("p:  # none\n\nq: 1\n", ("p",), 0, "a", "p:  # none\n  - a\n\nq: 1\n"),
    "in nothing at the end": ("a:\n  p:", ("a", "p"), 0, "b", "a:\n  p:\n    - b"),
    "in null": ("p: null  # none\n", ("p",), 0, "a, b", "p:  # none\n  - a, b\n"),
    "in null below": ("p:\n  # x\n  ~\n", ("p",), 0, "a", "p: [a]\n  # x\n"),
    "in an empty item": ("-  # x\n- b\n", (0,), 0, "a", "- - a  # x\n- b\n"),
    "in nothing in brackets": ("{p: , q: 1}", ("p",), 0, "a", "{p: [a] , q: 1}"),
    "in a bare key in brackets": ("{p, q: 1}", ("p",), 0, "a", "{p: [a], q: 1}"),
    "in a null in brackets": ("[~, a]", (0,), 0, "b", "[[b], a]"),
    "in a null document": ("~ # x\n", (), 0, "a", "[a] # x\n"),
    "in empty brackets": ("p: []  # none\n", ("p",), 0, "a", "p: [a]  # none\n"),
    "in empty brackets with a comment": ("p: [ # x\n]\n", ("p",), 0, "a", "p: [a # x\n]\n"),
    "in empty brackets, tight": ("p: [# x\n]\n", ("p",), 0, "a", "p: [a # x\n]\n"),
    "in brackets, first": ("[a, b]", (), 0, "{c: d}", "[{c: d}, a, b]"),
    "in brackets, middle": ("[a,b]", (), 1, "c", "[a,c, b]"),
    "in brackets, last": ("[a, b ] # x", (), 2, "c", "[a, b, c ] # x"),
    "in brackets, trailing comma": ("[a, b,]", (), 2, "c", "[a, b, c,]"),
    "in brackets, before a comment": ("[a # x\n , b # y\n]", (), 2, "c", "[a # x\n , b, c # y\n]"),
    "in brackets, before a tight comment": ('["a"# x\n]', (), 1, "c", '["a", c # x\n]'),
    "in brackets, after an empty value": ("[a: ]", (), 1, "b", "[a: , b ]"),
    "in brackets, on lines": (
        "[\n  # a\n  a, # x\n  b  # y\n]",
        (),
        0,
        "c",
        "[\n  c,\n  # a\n  a, # x\n  b  # y\n]",
    ),
    "in brackets, on lines, middle": (
        "[\n  a, # x\n  # b\n  b]",
        (),
        1,
        "c",
        "[\n  a, # x\n  c,\n  # b\n  b]",
    ),
    "in brackets, on lines, last": ("[\n  a, # x\n  b  # y\n]", (), 2, "c", "[\n  a, # x\n  b,  # y\n  c\n]"),
    "in brackets, on lines, comma": ("[\n  a, # x\n  # end\n]", (), 1, "c", "[\n  a, # x\n  c,\n  # end\n]"),
    "in brackets, on lines, comma below": ("[\n  a # x\n  ,\n]", (), 1, "c", "[\n  a, c # x\n  ,\n]"),
    "through brackets": (
        "US: {options: {a: x}, prefers: [a, not b]}\n",
        ("US", "prefers"),
        1,
        "{equal: [a, b]}",
        "US: {options: {a: x}, prefers: [a, {equal: [a, b]}, not b]}\n",
    ),
}


@pytest.mark.parametrize(("text", "path", "index", "item", "expected"), INSERTS.values(), ids=INSERTS)
def test_insert(text: str, path: splice.Path, index: int, item: str, expected: str) -> None:
    assert splice.insert_item(text, path, index, item) == expected


DROPS = {
    "a comment below stays": ("- a\n- b\n# end\n", (), 1, "- a\n# end\n"),
    "a deeper comment below goes": ("- a\n- b\n  # b\n# end\n", (), 1, "- a\n# end\n"),
    "a comment above goes": ("# a\n\n# b\n- b # b\n- c\n", (), 0, "# a\n\n- c\n"),
    "a comment of the item before stays": ("- a\n  # a\n# b\n- b\n", (), 1, "- a\n  # a\n"),
    "comments above go, with CRLF": ("- a\r\n# b\r\n# b\r\n- b\r\n", (), 1, "- a\r\n"),
    "after a byte order mark": ("\ufeff# a\n- a\n# b\n- b\n", (), 0, "\ufeff# b\n- b\n"),
    "text that looks like a comment stays": ("- |\n  # x\n- b\n", (), 1, "- |\n  # x\n"),
    "the next key's comment stays": ("p:\n  - a\n  - b\n # q\nq: 1\n", ("p",), 1, "p:\n  - a\n # q\nq: 1\n"),
    "blank lines stay": ("- a\n\n- b\n\n- c\n", (), 1, "- a\n\n\n- c\n"),
    "the only one": ("p: # x\n  # a\n  - a\n  # end\nq: 1\n", ("p",), 0, "p: [] # x\n  # end\nq: 1\n"),
    "the only one, a comment of nobody": ("p:\n  # x\n\n  - a", ("p",), 0, "p: []\n  # x\n\n"),
    "the only one of the document": ("# x\n\n# a\n- a # a\n# end", (), 0, "# x\n\n[]\n# end"),
    "the only one beside a dash": ("- - a # a\n- b\n", (0,), 0, "- []\n- b\n"),
    "the only one below a dash": ("- # x\n  - a\n- b\n", (0,), 0, "- [] # x\n- b\n"),
    "the first beside a dash": ("- - a # a\n  - b # b\n", (0,), 0, "- - b # b\n"),
    "the first beside a dash, a comment": ("- - a\n  # b\n  - b\n", (0,), 0, "-\n  # b\n  - b\n"),
    "the first beside a dash, a blank line": ("- - a\n\n  - b\n", (0,), 0, "-\n\n  - b\n"),
    "many lines": ("- a: 1 # x\n  b: [2, # y\n    3]\n- c\n", (), 0, "- c\n"),
    "the last without line break": ("- a\r\n- b", (), 1, "- a"),
    "in brackets, first": ("[a, b]", (), 0, "[b]"),
    "in brackets, last": ("[a, b]", (), 1, "[a]"),
    "in brackets, middle": ("[a, b , c]", (), 1, "[a , c]"),
    "in brackets, only": ("p: [a] # x", ("p",), 0, "p: [] # x"),
    "in brackets, trailing comma": ("[a, b,]", (), 1, "[a,]"),
    "in brackets, the line's comment stays": ("[a, # x\n b, c] # y", (), 1, "[a, # x\n c] # y"),
    "in brackets, a space before the line's comment": ("[a, # x\n b]", (), 0, "[ # x\n b]"),
    "in brackets, comma on the next line": ("[a # x\n , b]", (), 0, "[ # x\n b]"),
    "in brackets, last before a comment": ("[a # x\n, b # y\n]", (), 1, "[a # x\n # y\n]"),
    "in brackets, last on its line": ("[a, # x\n b]", (), 1, "[a, # x\n ]"),
    "in brackets, alone": ("[\n  # a\n  a, # a\n  # b\n  b # b\n]", (), 0, "[\n  # b\n  b # b\n]"),
    "in brackets, alone, last": ("[\n  a, # a\n  # b\n  b # b\n  # end\n]", (), 1, "[\n  a, # a\n  # end\n]"),
    "in brackets, alone, comma below": ("[\n  a # a\n  , b\n]", (), 0, "[\n   b\n]"),
    "in brackets, alone, only": ("p: [ # x\n  a # a\n]", ("p",), 0, "p: [ # x\n]"),
    "in brackets, many lines": ("[\n  {a: 1, # a\n   b: 2},\n  c\n]", (), 0, "[\n  c\n]"),
}


@pytest.mark.parametrize(("text", "path", "index", "expected"), DROPS.values(), ids=DROPS)
def test_drop(text: str, path: splice.Path, index: int, expected: str) -> None:
    assert splice.drop_item(text, path, index) == expected


MOVES = {
    "down": ("# a\n- a # a\n- b\n- c", (), 0, 2, "- b\n- c\n# a\n- a # a"),
    "up": ("- a\n# b\n- b\n\n- c # c\n", (), 2, 0, "- c # c\n- a\n# b\n- b\n\n"),
    "past a comment of nobody": ("- a\n\n# x\n\n- b\n", (), 0, 1, "\n# x\n\n- b\n- a\n"),
    "to the end, before a comment": ("- a\n- b\n# end\n", (), 0, 1, "- b\n- a\n# end\n"),
    "a deep comment stays above its item": ("    # a\n- a\n- b\n", (), 0, 1, "- b\n# a\n- a\n"),
    "the other deep comment too": ("    # a\n- a\n- b\n", (), 1, 0, "- b\n# a\n- a\n"),
    "beside a dash, away": ("- - a # a\n  # b\n  - b\n", (0,), 0, 1, "-\n  # b\n  - b\n  - a # a\n"),
    "beside a dash, there": ("- - a # a\n  - b\n- c\n", (0,), 1, 0, "- - b\n  - a # a\n- c\n"),
    "many lines": (
        "- a: 1\n  # x\n  b: 2\n\n  c: 3\n- d\n",
        (),
        0,
        1,
        "- d\n- a: 1\n  # x\n  b: 2\n\n  c: 3\n",
    ),
    "text blocks": ("- |\n  a\n- >-\n  b", (), 1, 0, "- >-\n  b\n- |\n  a"),
    "in brackets": ("[a, b, c]", (), 2, 0, "[c, a, b]"),
    "in brackets, to the end": ("[a, b, c] # x", (), 0, 2, "[b, c, a] # x"),
    "in brackets, trailing comma": ("[a, b,]", (), 0, 1, "[b, a,]"),
    "in brackets, on lines": (
        "[\n  # a\n  a, # a\n  b # b\n]",
        (),
        0,
        1,
        "[\n  b, # b\n  # a\n  a  # a\n]",
    ),
    "in brackets, onto a shared line": (
        "[a, b,\n  # c\n  c, # x\n]",
        (),
        2,
        0,
        "[\n # c\n c,  # x\n a, b,\n]",
    ),
    "in brackets, after a shared line": ("[\n  a, # x\n  b, c]", (), 0, 2, "[\n  b, c,\n a  # x\n ]"),
    "in brackets, an empty value": ("[a: , b]", (), 0, 1, "[b, a: ]"),
}


@pytest.mark.parametrize(("text", "path", "index", "to", "expected"), MOVES.values(), ids=MOVES)
def test_move(text: str, path: splice.Path, index: int, to: int, expected: str) -> None:
    assert splice.move_item(text, path, index, to) == expected


REPLACES = {
    "one line": ("- a   # a\n", (), 0, "b", "- b   # a\n"),
    "nothing": ("-   # a\n- b\n", (), 0, "c", "- c   # a\n- b\n"),
    "null": ("- ~ # a\n", (), 0, "c", "- c # a\n"),
    "many lines": ("- a: 1\n  # x\n\n  b: 2 # y\n# z\n", (), 0, "c", "- c\n  # x\n  # y\n# z\n"),
    "a comment beside the dash": ("- # x\n  # y\n  a: 1\n", (), 0, "b", "- b  # x\n  # y\n"),
    "a text block": ("- | # x\n  # a\n\n- b\n", (), 0, "c", "- c  # x\n\n- b\n"),
    "a list beside a dash": ("- - a # x\n  - b # y\n", (), 0, "c", "- c  # x\n  # y\n"),
    "inside a list beside a dash": ("- - a # x\n  - b # y\n", (0,), 0, "c", "- - c # x\n  - b # y\n"),
    "brackets on lines": ("- {a: 1, # x\n   b: 2} # y\n", (), 0, "c", "- c  # x\n  # y\n"),
    "in brackets": ("[a, b] # x", (), 1, "{c: d}", "[a, {c: d}] # x"),
    "in brackets, many lines": ("[{a: 1, # x\n  b: 2}, c]", (), 0, "d", "[ # x\n d, c]"),
    "in brackets, on lines": ("[\n  {a: 1, # x\n   b: 2}, # y\n]", (), 0, "d", "[\n  # x\n  d, # y\n]"),
}


@pytest.mark.parametrize(("text", "path", "index", "item", "expected"), REPLACES.values(), ids=REPLACES)
def test_replace(text: str, path: splice.Path, index: int, item: str, expected: str) -> None:
    assert splice.replace_item(text, path, index, item) == expected


SETS = {
    "one line": ("a: 1   # x\nb: 2\n", (), "a", "3", "a: 3   # x\nb: 2\n"),
    "quoted key": ("'a b': 1\n", (), "a b", "3", "'a b': 3\n"),
    "nothing": ("a:  # x\nb: 2\n", (), "a", "3", "a: 3  # x\nb: 2\n"),
    "a list": ("a: # x\n  # y\n  - b\n  # z\nc: 1\n", (), "a", "[]", "a: []  # x\n  # y\n  # z\nc: 1\n"),
    "a new key": ("a: 1\n# end", (), "b", "2", "a: 1\nb: 2\n# end"),
    "a new key below deeper comments": (
        "a:\n  b: 1\n   # b\nc: 2\n",
        ("a",),
        "d",
        "3",
        "a:\n  b: 1\n   # b\n  d: 3\nc: 2\n",
    ),
    "a new key that wants quotes": ("a: 1\n", (), "b: c", "2", 'a: 1\n"b: c": 2\n'),
    "a new key after nothing": ("a:", (), "b", "2", "a:\nb: 2"),
    "beside a dash": ("- a: 1\n- c\n", (0,), "b", "2", "- a: 1\n  b: 2\n- c\n"),
    "in nothing": ("a:  # x\nb: 1\n", ("a",), "c", "2", "a:  # x\n  c: 2\nb: 1\n"),
    "in an empty item": ("-\n- a\n", (0,), "c", "2", "- c: 2\n- a\n"),
    "in nothing in brackets": ("{a}", ("a",), "c", "2", "{a: {c: 2}}"),
    "in empty braces": ("a: {} # x\n", ("a",), "c", "2", "a: {c: 2} # x\n"),
    "in braces": ("{a: 1, b: 2}", (), "a", "3", "{a: 3, b: 2}"),
    "in braces, nothing": ("{a: , b}", (), "a", "3", "{a: 3 , b}"),
    "in braces, a bare key": ("{a, b}", (), "a", "3", "{a: 3, b}"),
    "in braces, a new key": ("{a: 1 }", (), "b, c", "3", '{a: 1, "b, c": 3 }'),
    "in braces, after nothing": ("{a: }", (), "b", "3", "{a: , b: 3 }"),
    "in braces on lines": ("{\n  a: 1 # x\n}", (), "b", "3", "{\n  a: 1, # x\n  b: 3\n}"),
    "without braces": ("[a: 1, b]", (0,), "a", "3", "[a: 3, b]"),
}


@pytest.mark.parametrize(("text", "path", "key", "value", "expected"), SETS.values(), ids=SETS)
def test_set_key(text: str, path: splice.Path, key: str, value: str, expected: str) -> None:
    assert splice.set_key(text, path, key, value) == expected


KEY_DROPS = {
    "with its comments": ("# a\na: 1 # a\n# b\nb: 2 # b\n  # b\n# end\n", (), "b", "# a\na: 1 # a\n# end\n"),
    "with its list": ("a: # x\n  - b\n  # x\nc: 1\n", (), "a", "c: 1\n"),
    "the only one": ("a: # x\n  b: 1 # y\nc: 2\n", ("a",), "b", "a: {} # x\nc: 2\n"),
    "the first beside a dash": ("- a: 1 # a\n  b: 2\n", (0,), "a", "- b: 2\n"),
    "the only one beside a dash": ("- a: 1 # a\n- b\n", (0,), "a", "- {}\n- b\n"),
    "in braces": ("{a: 1, b: 2}", (), "a", "{b: 2}"),
    "in braces, bare": ("{a, b: }", (), "b", "{a }"),
    "without braces": ("[a: 1, b]", (0,), "a", "[{}, b]"),
}


@pytest.mark.parametrize(("text", "path", "key", "expected"), KEY_DROPS.values(), ids=KEY_DROPS)
def test_drop_key(text: str, path: splice.Path, key: str, expected: str) -> None:
    assert splice.drop_key(text, path, key) == expected


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("insert_item", (("x",), 0, "a"), KeyError),
        ("insert_item", (("list",), 3, "a"), IndexError),
        ("insert_item", (("list",), -1, "a"), IndexError),
        ("insert_item", (("text",), 0, "a"), ValueError),
        ("insert_item", ((), 0, "a"), ValueError),
        ("insert_item", (("nothing",), 1, "a"), ValueError),
        ("insert_item", (("list",), 0, ""), ValueError),
        ("insert_item", (("list",), 0, "a # b"), ValueError),
        ("insert_item", (("list",), 0, " a"), ValueError),
        ("insert_item", (("list",), 0, "a\nb"), ValueError),
        ("insert_item", (("list",), 0, "[a"), ValueError),
        ("insert_item", (("list",), 0, "!a"), ValueError),
        ("insert_item", (("brackets",), 0, "a, b"), ValueError),
        ("insert_item", (("brackets",), 0, "a]"), ValueError),
        ("drop_item", (("list",), 2), IndexError),
        ("drop_item", (("list",), -1), IndexError),
        ("drop_item", ((), 0), ValueError),
        ("drop_item", (("text",), 0), ValueError),
        ("move_item", (("list",), 2, 0), IndexError),
        ("move_item", (("list",), 0, 2), IndexError),
        ("move_item", (("brackets",), 0, -1), IndexError),
        ("move_item", (("text",), 0, 0), ValueError),
        ("replace_item", (("list",), 2, "a"), IndexError),
        ("replace_item", (("list", "a"), 0, "a"), ValueError),
        ("replace_item", (("brackets",), 0, "a: b: c"), ValueError),
        ("set_key", (("list",), "a", "b"), ValueError),
        ("set_key", ((), "a", "b: c"), ValueError),
        ("set_key", (("pair", 0), "c", "d"), ValueError),
        ("drop_key", ((), "x"), KeyError),
        ("drop_key", (("list",), "x"), ValueError),
    ],
)
def test_what_cannot_be_done(name: str, arguments: tuple[Any, ...], error: type[Exception]) -> None:
    text = "list:\n- a\n- b\nbrackets: [c]\ntext: d\npair: [a: b]\nnothing:\n"
    with pytest.raises(error):
        spliced(name, text, *arguments)


def test_a_text_that_keeps_its_blank_lines_is_not_given_more() -> None:
    with pytest.raises(ValueError, match="without changing other data"):
        splice.drop_item("- |+\n  a\n- b\n\n- c\n", (), 1)


def test_a_faulty_text_stays_the_users_fault() -> None:
    with pytest.raises(InputError):
        splice.drop_item("- !a\n", (), 0)


@pytest.mark.parametrize(
    ("value", "block", "flow"),
    [
        ("not lift", "not lift", "not lift"),
        ("a -> b", "a -> b", "a -> b"),
        ("-> b", "-> b", "-> b"),
        ("a, b", "a, b", '"a, b"'),
        ("a[0]", "a[0]", '"a[0]"'),
        ("12:30", "12:30", "12:30"),
        (":a", ":a", '":a"'),
        ("?a", "?a", '"?a"'),
        ("a#b", "a#b", "a#b"),
        ("2025-10-27", "2025-10-27", "2025-10-27"),
        ("on", "on", "on"),
        ("Kim’s “letter”", "Kim’s “letter”", "Kim’s “letter”"),
        ("𝄞", "𝄞", "𝄞"),
        *(
            (one, f'"{one}"', f'"{one}"')
            for one in ("", "true", "Null", "~", "1e3", ".inf", "0x1", "- a", "-", "?", ": a", "a: b", "a:")
        ),
        *((one, f'"{one}"', f'"{one}"') for one in ("a #b", "#a", "!a", "&a", "*a", "'a'", "@a", "%a", "<<")),
        *(
            (one, f'"{one}"', f'"{one}"')
            for one in ("[a]", "{a}", "]", ",", "|", ">", "`", " a", "a ", "---", "... a")
        ),
        ('"a"', r'"\"a\""', r'"\"a\""'),
        ("a\\ b", "a\\ b", "a\\ b"),
        ("\\: b", r'"\\: b"', r'"\\: b"'),
        ("a\nb\tc\r", r'"a\nb\tc\r"', r'"a\nb\tc\r"'),
        ("\0\x85\u2028\ufeff\ufffe", r'"\x00\x85\u2028\ufeff\ufffe"', r'"\x00\x85\u2028\ufeff\ufffe"'),
    ],
)
def test_scalar(value: str, block: str, flow: str) -> None:
    assert (scalar(value), scalar(value, flow=True)) == (block, flow)
    assert plain(parse(block)) == value
    assert plain(parse(f"[{flow}]")) == [value]
