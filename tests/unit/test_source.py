"""Reading YAML: what is refused and where, exact places, and what scalars mean."""

from __future__ import annotations

import math

import pytest

from detente.diagnostics import Diagnostic
from detente.errors import InputError
from detente.files import source
from detente.files.nodes import Mapping, Mark, Node, Scalar, Sequence, at, key_at, place, plain
from detente.files.source import parse


def refusals(text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InputError) as caught:
        parse(text, "a.yaml")
    assert all(one.place.file == "a.yaml" for one in caught.value.diagnostics)
    return [(one.code, one.place.line, one.place.column) for one in caught.value.diagnostics]


def only(text: str) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        parse(text)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "empty-file", 1, 1),
        ("\ufeff", "empty-file", 1, 1),
        ("\n# only this\n", "empty-file", 1, 1),
        ("---\n...\n", "empty-file", 1, 1),
        ("a: &x 1", "anchor", 1, 4),
        ("- & x", "anchor", 1, 3),
        ("a: *x", "alias", 1, 4),
        ("- * x", "alias", 1, 3),
        ("a:\n  - !A.x and B.y", "tag", 2, 5),
        ("a: !!str 12", "tag", 1, 4),
        ("a: ! 12", "tag", 1, 4),
        ("a: !<tag:x> 12", "tag", 1, 4),
        ("a: !x!y 12", "tag", 1, 4),
        ("a: !e%zz 12", "tag", 1, 4),
        ("- !A.x & !B.y", "tag", 1, 3),
        ("- !A.x | B.y", "tag", 1, 3),
        ("a: [!A.x]", "tag", 1, 5),
        ("!t\na: b", "tag", 1, 1),
        ("\ufeffa: !t", "tag", 1, 4),
        ("a: b\n<<: {c: d}", "merge", 2, 1),
        ("a: b\n---\nc: d", "several-documents", 2, 1),
        ("a: b\n...\nc: d", "several-documents", 3, 1),
        ("a: 1\nb: 2\n'a': 3", "duplicate-key", 3, 1),
        ("x: {a: 1,\n  a: 2}", "duplicate-key", 2, 3),
        ("[a]: b", "key-not-text", 1, 1),
        ("{{a: b}: c}", "key-not-text", 1, 2),
        (": b", "key-not-text", 1, 1),
        ("? a\n: b", "explicit-key", 1, 3),
        ("a: {?b: c}", "explicit-key", 1, 6),
        ("- ? a", "explicit-key", 1, 5),
        ("%YAML 1.2\n---\na: b", "directive", 1, 1),
        ("# head\n\n%TAG ! tag:x,2000:\n--- \na: b", "directive", 3, 1),
        ("a: b\n%c: d", "directive", 2, 1),
        ("a: b\n...\n%YAML 1.99\n---\n", "directive", 3, 1),
        ("a: [b:, c]", "colon", 1, 5),
        ("a: \x07", "not-text", 1, 4),
        ("a: b\r\n\x00", "not-text", 2, 1),
        ("a: \ud800", "not-text", 1, 4),
        ("a: b\n\ufeffc: d", "not-text", 2, 1),
        ('a: "\\ud83d"', "not-text", 1, 4),
        ("a: [b, c", "not-yaml", 1, 4),
        ("a: [b, c: d e: f]", "not-yaml", 1, 14),
        ("a: {b: c]", "not-yaml", 1, 9),
        ("a: 'b", "not-yaml", 1, 4),
        ("a:\n\t- b", "not-yaml", 2, 1),
        ("a: b\t# c", "not-yaml", 1, 5),
        ("a: b: c", "not-yaml", 1, 5),
        ("a: 1\nb\nc: 2", "not-yaml", 2, 1),
        ("a: - b", "not-yaml", 1, 4),
        ("- a\nb: c", "not-yaml", 2, 1),
        ("a:\n  b: c\n d: e", "not-yaml", 3, 2),
        ("a: 'b' c", "not-yaml", 1, 8),
        ("[a] b", "not-yaml", 1, 5),
        ("a: @b", "not-yaml", 1, 4),
        ("a: | b", "not-yaml", 1, 4),
        ("a: |\n\n    \n  b", "not-yaml", 4, 3),
        ('a: "\\q"', "not-yaml", 1, 6),
        ('a: "\\xq"', "not-yaml", 1, 7),
        ('a: "😀 \\UFFFFFFFF"', "not-yaml", 1, 7),
        ("a: [b,, c]", "not-yaml", 1, 7),
        ("a: 'b\n---\nc'", "not-yaml", 2, 1),
    ],
)
def test_refused(text: str, code: str, line: int, column: int) -> None:
    assert refusals(text) == [(code, line, column)]


def test_all_refusals_are_collected() -> None:
    text = "%YAML 1.1\n---\na: &x 1\nb: *x\nc: !t 1\na: 2\n<<: 3\nd: [e\n"
    assert refusals(text) == [
        ("directive", 1, 1),
        ("anchor", 3, 4),
        ("alias", 4, 4),
        ("tag", 5, 4),
        ("duplicate-key", 6, 1),
        ("merge", 7, 1),
        ("not-yaml", 8, 4),
    ]


def test_an_anchor_and_a_tag_are_two_refusals() -> None:
    assert refusals("a: &x !t b") == [("anchor", 1, 4), ("tag", 1, 7)]
    assert [one[0] for one in refusals("a: !t &x b")] == ["anchor", "tag"]


def test_an_error_of_syntax_is_not_told_where_a_refusal_has_caused_it() -> None:
    assert refusals("- *a b\n") == [("alias", 1, 3)]


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("- !A.x and B.y  # why", 'quote it: "!A.x and B.y"'),
        ("- !A.x & !B.y", 'quote it: "!A.x & !B.y"'),
        ("- &A.x", 'quote it: "&A.x"'),
        ("- *A.x and B", 'quote it: "*A.x and B"'),
        ("[a, !b, c]", 'quote it: "!b"'),
        ('- !a "b"', 'quote it: "!a \\"b\\""'),
        ("- @a", 'quote it: "@a"'),
        ("a:\n\t- b", "use spaces"),
        ("a: 'b' c", "quote a value as a whole or not at all"),
        ("a: 1\n- b", "indent the line as its siblings are"),
    ],
)
def test_cures(text: str, cure: str) -> None:
    assert only(text).cure == cure


def test_messages_name_the_place_of_the_other_half() -> None:
    assert "first in line 2" in only("\na: 1\nb: 2\na: 3").message
    assert "line 2" in only("\na: [b\nc: d").message


@pytest.mark.parametrize(
    "text", ["[" * 3_000, "[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000]
)
def test_deep_nesting_is_refused_quickly(text: str) -> None:
    assert only(text).code == "too-deep"


def test_nesting_up_to_the_bound_is_read() -> None:
    tree = parse("[" * source.DEEPEST + "]" * source.DEEPEST)
    assert repr(plain(tree)) == "[" * source.DEEPEST + "]" * source.DEEPEST
    assert refusals("[" * (source.DEEPEST + 1)) == [("too-deep", 1, source.DEEPEST + 1)]
    steps = "\n".join(" " * depth + "a:" for depth in range(source.DEEPEST + 2))
    assert refusals(steps) == [("too-deep", source.DEEPEST + 1, source.DEEPEST + 1)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("null", None),
        ("~", None),
        ("yes", "yes"),
        ("off", "off"),
        ("2025-10-27", "2025-10-27"),
        ("12:30", "12:30"),
        ("7", 7),
        ("+7", 7),
        ("-07", -7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("1.", 1.0),
        (".5", 0.5),
        ("-1.5e-3", -0.0015),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("inf", "inf"),
        (".", "."),
        ("١", "١"),
        ("9" * 5000, "9" * 5000),
        ("'7'", "7"),
        ('""', ""),
        ("|\n  7\n", "7\n"),
        ("=", "="),
    ],
)
def test_scalars(text: str, value: object) -> None:
    read = plain(parse(f"- {text}"))[0]
    assert (read, type(read)) == (value, type(value))


def test_not_a_number() -> None:
    assert math.isnan(plain(parse("- .NaN"))[0])


def test_keys_are_text() -> None:
    assert plain(parse("1: a\ntrue: b\nnull: c\n2025-10-27: d\n'<<': e\n'': f")) == {
        "1": "a",
        "true": "b",
        "null": "c",
        "2025-10-27": "d",
        "<<": "e",
        "": "f",
    }


def test_literals_stay_at_hand() -> None:
    node = at(parse("weights: {a: 0.10}"), ("weights", "a"))
    assert isinstance(node, Scalar)
    assert (node.text, node.plain) == ("0.10", True)


def spans(text: str) -> list[str]:
    """Return the source of every node, from the root down."""

    def walk(node: Node) -> list[str]:
        children = node.items if isinstance(node, Sequence) else ()
        if isinstance(node, Mapping):
            children = tuple(one for pair in node.pairs for one in pair)
        own = text[node.start.index : node.end.index]
        return [own, *(one for child in children for one in walk(child))]

    return walk(parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1  # c\n\n# d\n", ["a: 1", "a", "1"]),
        ("\ufeffa: 1", ["a: 1", "a", "1"]),
        ("a:\r\n  - b # c\r\n\r\nd: e\r\n", ["a:\r\n  - b # c\r\n\r\nd: e", "a", "- b", "b", "d", "e"]),
        ("- 😀: '𝄞'\n- b", ["- 😀: '𝄞'\n- b", "😀: '𝄞'", "😀", "'𝄞'", "b"]),
        ("- a\u2028b\x85c # \u2029x: y\n- d", ["- a\u2028b\x85c # \u2029x: y\n- d", "a\u2028b\x85c", "d"]),
        ("a:  # c\nb: ~", ["a:  # c\nb: ~", "a", "", "b", "~"]),
        ("- \n-  # c\n- b", ["- \n-  # c\n- b", "", "", "b"]),
        ("{a # c\n , b: , c}", ["{a # c\n , b: , c}", "a", "", "b", "", "c", ""]),
        ("[a: b, c ]", ["[a: b, c ]", "a: b", "a", "b", "c"]),
        ("a: |  # c\n  x\n\n# d\nb: 1", ["a: |  # c\n  x\n\n# d\nb: 1", "a", "|  # c\n  x", "b", "1"]),
        ("a: |+\n  x\n\n# d\n", ["a: |+\n  x\n\n", "a", "|+\n  x\n\n"]),
        ("a: >-\n  x\n  y", ["a: >-\n  x\n  y", "a", ">-\n  x\n  y"]),
        ("a: b\n  c # d\n", ["a: b\n  c", "a", "b\n  c"]),
        ("- - a\n  - b\n- c\n", ["- - a\n  - b\n- c", "- a\n  - b", "a", "b", "c"]),
        ("---\na: b\n...\n", ["a: b", "a", "b"]),
    ],
)
def test_every_node_knows_its_source(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_empty_values_stand_after_their_colon() -> None:
    tree = parse("a:   # c\n  # d\nb: {c: , d}\n")
    assert at(tree, ("a",)).start == Mark(2, 1, 3)
    assert at(tree, ("b", "c")).start == Mark(21, 3, 7)
    assert at(tree, ("b", "d")).start == key_at(tree, ("b", "d")).end == Mark(25, 3, 11)


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_lines_and_columns(eol: str, bom: str) -> None:
    text = bom + eol.join(["title: 😀 é", "", "dms:", "  - 𝄞: {b: c,", "     d: e}", ""])
    tree = parse(text)
    found = at(tree, ("dms", 0, "𝄞", "d"))
    assert (found.start.line, found.start.column) == (5, 9)
    assert text[found.start.index] == "e"
    assert key_at(tree, ("title",)).start == Mark(len(bom), 1, 1)
    assert place(found, "a.yaml") == place(found.start, "a.yaml")
    assert str(place(found, "a.yaml")) == "a.yaml:5:9"


def test_line_breaks_in_text_are_read_as_one_kind() -> None:
    assert plain(parse("a: |\r\n  x\r\n  y\r\nb: 'c\r\n\r\n  d'\r\n")) == {"a": "x\ny\n", "b": "c\nd"}


def test_a_missing_last_line_break_makes_no_difference() -> None:
    for text in ("a: |\n  x", "a: |+\n  x", "a: >\n  x", "a: b # c", "- 'a'"):
        assert plain(parse(text)) == plain(parse(text + "\n"))


def test_following_a_path() -> None:
    tree = parse("a: [b, {c: d}]")
    assert plain(at(tree, ("a", 1, "c"))) == "d"
    assert at(tree, ()) is tree
    assert key_at(tree, ("a", 1, "c")).start.column == 9
    for path in (("x",), ("a", 1, "x")):
        with pytest.raises(KeyError):
            at(tree, path)
    for index in (2, -1):
        with pytest.raises(IndexError):
            at(tree, ("a", index))
    for wrong in ((0,), ("a", "c"), ("a", 0, 0), ("a", 0, "c")):
        with pytest.raises(ValueError, match="needs a"):
            at(tree, wrong)
    for unkeyed in ((), ("a", 0)):
        with pytest.raises(ValueError, match="does not end in a key"):
            key_at(tree, unkeyed)


def test_nodes_are_values() -> None:
    assert parse("a: [b]") == parse("a: [b]")
    assert hash(parse("a: [b]")) == hash(parse("a: [b]"))
    assert parse("a: [b]") != parse("a:  [b]")
