"""Whatever is asked of the workbench: never a fault of the program, never a word written without leave."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.catalog.new import new_dossier
from detente.workbench.app import ROUTES
from tests.web import HOST, JSON, PORT, Answer, Client, tree

ADDRESSES = sorted({one.path for one in ROUTES})
QUICK = [one for one in ADDRESSES if "brief" not in one and "change" not in one and "map.svg" not in one]
FIELDS = (
    *("snapshot", "edits", "concept", "party", "text", "at", "base", "name", "title", "as_of", "digest"),
    *("alternative_of", "force", "id", "claim", "decision", "note", "by", "changes", "around", "outcome"),
    *("radius", "limit", "state", "before", "now"),
)
WORDS = (
    "2030-05",
    "Upland",
    "Lowland",
    "infeasible",
    "irreversible",
    "fill",
    "not share",
    "Lowland.pay",
    "exchange",
    "seq",
    "nash",
    "accept",
    "reject",
    "no-reply",
    "gazette-2030-05-03",
    "../x",
    "conflicts/x",
    "\x00",
    "🙂",
    "\u2028",
    "%2e%2e",
)
EDIT_KEYS = (
    *("add", "drop", "reverse", "move", "replace", "status_quo", "outcome"),
    *("statement", "equal", "by", "to", "basis", "because", "says", "where"),
)

texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
scalars = st.one_of(
    texts, st.none(), st.booleans(), st.integers(-2, 200), st.integers(), st.floats(allow_nan=False)
)
edits = st.dictionaries(
    st.one_of(st.sampled_from(EDIT_KEYS), texts),
    st.one_of(scalars, st.lists(scalars, max_size=3)),
    max_size=5,
)
values = st.recursive(
    st.one_of(scalars, edits, st.lists(edits, max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
fields = st.dictionaries(st.one_of(st.sampled_from(FIELDS), texts), values, max_size=6)
# requests that get further: most fields as they should be, one or two wild
likely = st.fixed_dictionaries(
    {"snapshot": st.just("2030-05")},
    optional={
        "edits": st.lists(edits, max_size=3),
        "party": texts,
        "text": st.text(alphabet=string.ascii_letters + " .()!&|<->;", max_size=40),
        "at": st.integers(-1, 40),
        "state": st.lists(texts, max_size=3),
        "around": st.lists(st.one_of(texts, st.lists(texts, max_size=2)), max_size=3),
        "digest": texts,
        "concept": texts,
    },
)
headers = st.lists(
    st.one_of(
        st.sampled_from([HOST, *JSON, (b"origin", f"http://127.0.0.1:{PORT}".encode())]),
        st.tuples(
            st.sampled_from(
                [b"host", b"origin", b"content-type", b"content-length", b"x-detente", b"cookie"]
            ),
            st.binary(max_size=20),
        ),
    ),
    max_size=5,
)


class Open:
    """A server that is open, and what its folder held."""

    def __init__(self, folder: Path) -> None:
        self.client = Client(folder)
        self.before = tree(folder.parent)

    def is_unharmed(self, answer: Answer) -> None:
        assert answer.status < 500, answer.text
        if answer.status >= 400 and answer.body:
            found = answer.json
            assert set(found) == {"error", "message", "diagnostics"}
            assert found["message"]
        text = answer.body.decode("utf-8", "replace")
        assert "Traceback" not in text
        assert str(self.client.desk.path) not in text
        assert tree(self.client.desk.path.parent) == self.before


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Open:
    return Open(new_dossier(tmp_path_factory.mktemp("fuzz") / "river").folder)


EXAMPLES = 400


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(QUICK), fields, st.lists(st.sampled_from(FIELDS), max_size=2))
def test_any_body(opened: Open, path: str, body: dict[str, Any], without: list[str]) -> None:
    kept = {key: value for key, value in body.items() if key not in without}
    data = json.dumps(kept).encode()
    opened.is_unharmed(opened.client.send("POST", path, b"", JSON, data))


# what writes is left out where all may be as it should: it would write then, and may
@settings(max_examples=EXAMPLES)
@given(st.sampled_from(["/api/answers", "/api/statement", "/api/map", "/api/explain", "/api/save"]), likely)
def test_a_body_that_is_nearly_right(opened: Open, path: str, body: dict[str, Any]) -> None:
    opened.is_unharmed(opened.client.send("POST", path, b"", JSON, json.dumps(body).encode()))


@settings(max_examples=EXAMPLES)
@given(
    st.one_of(st.sampled_from(ADDRESSES), st.text(max_size=20).map(lambda text: f"/{text}")),
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "🙂"]),
    headers,
    st.binary(max_size=40),
    st.binary(max_size=40),
    st.integers(1, 5),
)
def test_any_request(
    opened: Open,
    path: str,
    method: str,
    given_headers: list[tuple[bytes, bytes]],
    query: bytes,
    body: bytes,
    parts: int,
) -> None:
    opened.is_unharmed(opened.client.send(method, path, query, given_headers, body, parts))


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(QUICK), st.lists(st.tuples(st.sampled_from(FIELDS), texts), max_size=4))
def test_any_query(opened: Open, path: str, query: list[tuple[str, str]]) -> None:
    text = urlencode([(key, value.encode("utf-8", "replace")) for key, value in query])
    opened.is_unharmed(opened.client.send("GET", path, text.encode(), [HOST]))


@pytest.mark.long
@settings(max_examples=20 * EXAMPLES)
@given(st.sampled_from(QUICK), fields)
def test_any_body_at_length(opened: Open, path: str, body: dict[str, Any]) -> None:
    opened.is_unharmed(opened.client.send("POST", path, b"", JSON, json.dumps(body).encode()))
