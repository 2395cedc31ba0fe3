"""``claims.jsonl``: claims, and each fault in them with its line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.errors import InputError
from detente.evidence.anchors import Anchor
from detente.evidence.claims import Claim, Kind, Stance, Status, read_claims

DIGEST = "0123456789abcdef" * 4
GOOD: dict[str, Any] = {
    "id": "thaw",
    "by": "ann",
    "kind": "offer",
    "says": "Ann offers talks.",
    "said_on": "2025-02-04",
    "report": "gazette",
    "anchor": {"start": 0, "end": 9, "digest": DIGEST},
    "grade": "B2",
    "status": "accepted",
}
ACTORS = ("ann", "bob", "agency")


def line(**changes: Any) -> str:
    """Return a line: the good claim with some keys changed, or left out where None."""
    return json.dumps({key: value for key, value in (GOOD | changes).items() if value is not None})


def read(text: str) -> tuple[Claim, ...]:
    """Read claims of known actors and reports."""
    return read_claims(text, actors=ACTORS, reports=("gazette",))


def faults(text: str) -> list[tuple[str, int | None]]:
    """Return code and line of each fault."""
    with pytest.raises(InputError) as caught:
        read(text)
    return [(found.code, found.place.line) for found in caught.value.diagnostics]


def test_a_claim_is_read_whole() -> None:
    text = line(
        to="bob",
        via=["agency"],
        kind="condition",
        **{"if": "B.stop and not B.go", "then": "A.talk"},
        about={"B.stop": "taken", "B.go": "dropped", "A.talk": "unsaid"},
        said_on={"earliest": "2025-02-01", "latest": "2025-02-04"},
    )
    (claim,) = read(text)
    assert (claim.id, claim.by, claim.to, claim.via, claim.kind) == (
        "thaw",
        "ann",
        "bob",
        ("agency",),
        Kind.CONDITION,
    )
    assert (claim.says, claim.condition, claim.consequence) == (
        "Ann offers talks.",
        "B.stop and not B.go",
        "A.talk",
    )
    assert claim.about == (("B.stop", Stance.TAKEN), ("B.go", Stance.DROPPED), ("A.talk", Stance.UNSAID))
    assert str(claim.said_on) == "2025-02-01 to 2025-02-04"
    assert (claim.report, claim.anchor) == ("gazette", Anchor(0, 9, DIGEST))
    assert (claim.grade, claim.status) == ("B2", Status.ACCEPTED)
    assert len({claim, claim}) == 1


def test_what_may_be_left_out_may_be_null() -> None:
    (claim,) = read(line())
    assert (claim.to, claim.via, claim.condition, claim.consequence, claim.about) == (
        None,
        (),
        None,
        None,
        (),
    )
    nulls = json.dumps(GOOD | {"to": None, "via": None, "if": None, "then": None, "about": None})
    assert read(nulls) == (claim,)


def test_a_forecast_may_be_due() -> None:
    (day,) = read(line(kind="forecast", due="2025-02-06"))
    (week,) = read(line(kind="forecast", due={"earliest": "2025-02-04", "latest": "2025-02-09"}))
    assert (str(day.due), str(week.due)) == ("2025-02-06", "2025-02-04 to 2025-02-09")
    (never,) = read(line(kind="forecast"))
    assert never.due is None
    assert read(json.dumps(GOOD | {"kind": "forecast", "due": None})) == (never,)


def test_a_claim_knows_its_line_and_is_equal_without_it() -> None:
    (alone,) = read(line())
    (after,) = read("\n\n" + line())
    assert (alone.place.line, after.place.line) == (1, 3)
    assert alone == after
    assert hash(alone) == hash(after)


def test_empty_lines_are_passed_over_and_lines_end_at_line_feeds_only() -> None:
    text = (
        "\n" + line(says="Ann\u2028offers\u0085talks.").replace("\\u2028", "\u2028") + "\n\n" + line(id="b")
    )
    assert [claim.id for claim in read(text)] == ["thaw", "b"]
    assert read("") == ()


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_read(kind: Kind) -> None:
    (claim,) = read(line(kind=kind.value, **{"if": "B.stop", "then": "A.talk"}))
    assert claim.kind is kind


@pytest.mark.parametrize("key", sorted(GOOD))
def test_each_key_is_needed(key: str) -> None:
    assert faults(line(id="first") + "\n" + line(**{key: None})) == [("missing-key", 2)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sais": "x"}, "unknown-key"),
        ({"id": "not an id"}, "bad-id"),
        ({"id": "a--b"}, "bad-id"),
        ({"id": 7}, "wrong-type"),
        ({"by": "eve"}, "unknown-actor"),
        ({"to": "eve"}, "unknown-actor"),
        ({"via": ["agency", "eve"]}, "unknown-actor"),
        ({"via": "agency"}, "wrong-type"),
        ({"kind": "Offer"}, "unknown-kind"),
        ({"says": " "}, "wrong-type"),
        ({"says": "\ud800"}, "wrong-type"),
        ({"said_on": "in February"}, "bad-date"),
        ({"said_on": {"earliest": "2025-02-04", "latest": "2025-02-01"}}, "bad-interval"),
        ({"said_on": 2025}, "wrong-type"),
        ({"report": "herald"}, "unknown-report"),
        ({"anchor": [0, 9]}, "wrong-type"),
        ({"anchor": {"start": 9, "end": 9, "digest": DIGEST}}, "bad-anchor"),
        ({"anchor": {"start": -1, "end": 9, "digest": DIGEST}}, "bad-anchor"),
        ({"anchor": {"start": True, "end": 9, "digest": DIGEST}}, "wrong-type"),
        ({"anchor": {"start": 0, "end": 9.0, "digest": DIGEST}}, "wrong-type"),
        ({"anchor": {"start": 0, "end": 9, "digest": "abc"}}, "bad-digest"),
        ({"anchor": {"start": 0, "end": 9}}, "missing-key"),
        ({"anchor": {"start": 0, "end": 9, "digest": DIGEST, "text": "x"}}, "unknown-key"),
        ({"grade": "G2"}, "bad-grade"),
        ({"grade": "B7"}, "bad-grade"),
        ({"status": "true"}, "unknown-status"),
        ({"about": {"talk": "taken"}}, "bad-option"),
        ({"about": {"A.talk": "yes"}}, "unknown-stance"),
        ({"about": ["A.talk"]}, "wrong-type"),
        ({"if": "B.stop"}, "half-condition"),
        ({"then": "A.talk"}, "half-condition"),
        ({"kind": "condition"}, "half-condition"),
        ({"due": "2025-02-06"}, "idle-due"),
        ({"kind": "forecast", "due": "2025-02-03"}, "bad-due"),
        ({"kind": "forecast", "due": "soon"}, "bad-date"),
    ],
)
def test_each_fault_is_found_alone_on_its_line(changes: dict[str, Any], code: str) -> None:
    assert faults(line(id="first") + "\n" + line(**changes)) == [(code, 2)]


def test_all_faults_of_all_lines_come_at_once() -> None:
    text = "\n".join([line(kind="gift", grade="2B"), "{", "[]", line(id="b", report="x", by="y")])
    assert faults(text) == [
        ("unknown-kind", 1),
        ("bad-grade", 1),
        ("json-syntax", 2),
        ("wrong-type", 3),
        ("unknown-actor", 4),
        ("unknown-report", 4),
    ]


@pytest.mark.parametrize("broken", ["{", "thaw", "{'id': 1}", "[" * 100_000, '{"id": ' + "9" * 5000 + "}"])
def test_a_line_that_is_no_json_is_named(broken: str) -> None:
    assert faults(line() + "\n" + broken) == [("json-syntax", 2)]


def test_a_broken_line_is_placed_to_the_column() -> None:
    with pytest.raises(InputError) as caught:
        read('{"id": thaw}')
    assert str(caught.value).startswith("claims.jsonl:1:8: error: this line is not JSON")


def test_a_key_given_twice_is_a_fault() -> None:
    assert faults(line()[:-1] + ', "by": "bob"}') == [("duplicate-key", 1)]


def test_two_claims_cannot_share_an_id_and_both_lines_are_named() -> None:
    text = "\n".join([line(), line(id="b"), line(), line(kind="gift")])
    with pytest.raises(InputError) as caught:
        read(text)
    first, second, third = caught.value.diagnostics
    assert [first.code, second.code, third.code] == ["duplicate-id", "unknown-kind", "duplicate-id"]
    assert "line 1 and again on line 3" in first.message
    assert "line 1 and again on line 4" in third.message


def test_a_fault_names_the_claim_and_the_cure() -> None:
    with pytest.raises(InputError) as caught:
        read(line(by="agancy"))
    assert str(caught.value) == (
        "claims.jsonl:1: error: claim 'thaw': there is no actor 'agancy' [unknown-actor]\n"
        "  cure: did you mean 'agency'?"
    )


def test_of_many_names_only_the_nearest_is_named() -> None:
    many = tuple(f"actor-{number}" for number in range(40))
    with pytest.raises(InputError, match="check the spelling"):
        read_claims(line(), actors=many)
    with pytest.raises(InputError, match="did you mean 'actor-7'"):
        read_claims(line(by="actor-7x"), actors=many)


def test_names_are_not_checked_where_they_are_not_known() -> None:
    (claim,) = read_claims(line(by="eve", report="herald"))
    assert (claim.by, claim.report) == ("eve", "herald")
    with pytest.raises(InputError, match="none is known yet"):
        read_claims(line(), reports=())
