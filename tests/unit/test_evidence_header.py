"""``dossier.yaml``: the title and the actors, and each fault in them."""

from __future__ import annotations

import pytest

from detente.errors import InputError
from detente.evidence.actors import Actor, ActorKind
from detente.evidence.header import Header, read_header

HEAD = "detente: 1\ntitle: A border\n"


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    """Return code, line and column of each fault."""
    with pytest.raises(InputError) as caught:
        read_header(text, "dossier.yaml")
    assert {found.place.file for found in caught.value.diagnostics} == {"dossier.yaml"}
    return [(found.code, found.place.line, found.place.column) for found in caught.value.diagnostics]


def test_people_come_before_bodies_in_the_order_of_the_file() -> None:
    header = read_header(
        HEAD
        + "bodies: {board: {name: The board}}\n"
        + "people:\n  bob: {name: Bob, speaks_for: [B, C], aliases: [Bobby]}\n  ann: {name: Ann}\n"
    )
    assert header == Header(
        "A border",
        (
            Actor("bob", "Bob", ActorKind.PERSON, ("B", "C"), ("Bobby",)),
            Actor("ann", "Ann", ActorKind.PERSON),
            Actor("board", "The board", ActorKind.BODY),
        ),
    )


def test_a_dossier_may_have_no_actors() -> None:
    assert read_header(HEAD).actors == ()
    assert read_header(HEAD + "people:\nbodies: {}\n").actors == ()


def test_all_faults_come_at_once_with_their_places() -> None:
    text = "tilte: A border\ndetente: 2\npeople:\n  ann b: {nam: Ann, speaks_for: [a b]}\n  bob: 3\n"
    assert faults(text) == [
        ("missing-key", 1, 1),
        ("unknown-key", 1, 1),
        ("unknown-version", 2, 10),
        ("bad-id", 4, 10),
        ("bad-party", 4, 33),
        ("wrong-type", 5, 8),
    ]


def test_who_is_easily_confused_is_named() -> None:
    header = read_header(HEAD + "people: {ann: {name: Ann, is_not: [bob, board]}, bob: {name: Ann B}}\n"
                         "bodies: {board: {name: B, is_not: [ann]}}\n")  # fmt: skip
    assert [actor.is_not for actor in header.actors] == [("bob", "board"), (), ("ann",)]
    assert Actor("a", "Ann", ActorKind.PERSON, aliases=("A",)).names == ("Ann", "A")


@pytest.mark.parametrize(
    ("who", "code", "cure"),
    [
        ("bib", "unknown-actor", "did you mean 'bob'"),
        ("ann", "bad-is-not", "name the other one"),
        ("Bob B", "unknown-actor", "known: bob"),
    ],
)
def test_whom_somebody_is_not_must_be_another_actor(who: str, code: str, cure: str) -> None:
    text = HEAD + f"people:\n  ann: {{name: Ann, is_not: [{who}]}}\n  bob: {{name: Bob}}\n"
    assert faults(text) == [(code, 4, 28)]
    with pytest.raises(InputError, match=cure):
        read_header(text)


def test_an_actor_with_faults_is_there_all_the_same() -> None:
    assert faults(HEAD + "people:\n  ann: {name: Ann, is_not: [bob]}\n  bob: {}\n") == [("missing-key", 5, 8)]


def test_a_missing_name_is_a_fault() -> None:
    assert faults(HEAD + "people:\n  ann: {aliases: [A]}\n") == [("missing-key", 4, 8)]


def test_a_person_and_a_body_cannot_share_an_id() -> None:
    assert faults(HEAD + "people: {a: {name: A}}\nbodies: {a: {name: B}}\n") == [("duplicate-id", 4, 13)]


@pytest.mark.parametrize("value", ["~", "''", "7", "1.5", "[a]", "true"])
def test_what_is_no_text_is_refused(value: str) -> None:
    assert faults(HEAD + f"people:\n  a: {{name:  {value}}}\n") == [("wrong-type", 4, 14)]


@pytest.mark.parametrize(("value", "column"), [("A", 24), ("[A, 3]", 28), ("{A: B}", 24)])
def test_what_is_no_list_of_texts_is_refused(value: str, column: int) -> None:
    text = HEAD + f"people: {{a: {{aliases:  {value}, name: A}}}}\n"
    assert faults(text) == [("wrong-type", 3, column)]


def test_a_key_given_twice_is_a_fault() -> None:
    assert faults(HEAD + "title: Another\n") == [("duplicate-key", 3, 1)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: [", "not-yaml"),
        ("title: !A border", "tag"),
        ("- a\n", "wrong-type"),
        ("# nothing\n", "empty-file"),
    ],
)
def test_what_is_no_yaml_mapping_is_refused(text: str, code: str) -> None:
    assert [found[:2] for found in faults(text)] == [(code, 1)]


def test_a_wrong_word_is_answered_with_the_right_one() -> None:
    with pytest.raises(InputError, match="did you mean 'aliases'"):
        read_header(HEAD + "people: {a: {name: A, alias: [B]}}\n")


def test_a_version_must_be_a_number() -> None:
    with pytest.raises(InputError) as caught:
        read_header("detente: one\ntitle: T\n")
    assert caught.value.diagnostics[0].code == "wrong-type"
