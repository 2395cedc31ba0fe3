"""Real answers of the workbench's server, for the tests of the page: ``make fixtures`` writes them.

They are of the example dossier, whose report is invented, and of the Korean one without the texts of its
reports. What differs from run to run is put aside: fingerprints, and how long an answer took.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.catalog.names import place_of
from detente.catalog.new import new_dossier
from tests.web import Answer, Client

__all__ = ["FOLDER", "fixtures", "text_of"]

FOLDER = Path(__file__).resolve().parents[1] / "frontend" / "fixtures"
RIVER, KOREA = "2030-05", "2025-10"
EDITS = [{"reverse": "Upland", "statement": "not share"}]
MEETS = [{"reverse": "DPRK", "statement": "meet iff (US.drop and US.accept)"}]


def fixtures() -> dict[str, Any]:
    """Return the answers by the names of their files."""
    with tempfile.TemporaryDirectory() as place:
        river = Client(new_dossier(Path(place) / "river").folder)
        found = dict(_of_the_river(river))
    korea = Client(place_of("korea")[0])
    found |= {
        "korea-model": korea.get("/api/model", snapshot=KOREA).json,
        "korea-answers": korea.post("/api/answers", snapshot=KOREA, edits=MEETS).json,
        "korea-map": korea.post("/api/map", snapshot=KOREA, edits=[], limit=25).json,
    }
    return {name: _settled(payload) for name, payload in found.items()}


def _of_the_river(river: Client) -> Iterator[tuple[str, Any]]:
    yield "dossier", river.get("/api/dossier").json
    yield "brief", river.brief(RIVER)
    yield "model", river.get("/api/model", snapshot=RIVER).json
    yield "answers", river.post("/api/answers", snapshot=RIVER, edits=EDITS).json
    yield "refused-edits", _refused(river.post("/api/answers", snapshot=RIVER, edits=[{"drop": "Upland"}]))
    typed = {"snapshot": RIVER, "party": "Upland"}
    yield "statement", river.post("/api/statement", **typed, text="fill only if Lowland.pay").json
    yield "statement-faults", river.post("/api/statement", **typed, text="fill and Lowland.pa", at=19).json
    yield "source", river.get("/api/source", snapshot=RIVER).json
    yield "evidence", river.get("/api/evidence").json
    yield "report", river.get("/api/report", id="gazette-2030-05-03").json
    yield "map", river.post("/api/map", snapshot=RIVER, edits=[]).json
    asked = {"snapshot": RIVER, "edits": [], "state": ["Upland.fill"], "party": "Upland", "concept": "gmr"}
    yield "explain", river.post("/api/explain", **asked).json
    river.post("/api/snapshots", base=RIVER, name="next", title="What if", edits=EDITS)
    yield "change", river.waited("/api/change", before=RIVER, now="next")
    claims = river.desk.path / "claims.jsonl"
    text = claims.read_text("utf-8").replace('"status": "accepted"', '"status": "proposed"')
    claims.write_text(text, encoding="utf-8")
    yield "proposals", river.get("/api/proposals").json
    (river.desk.path / "conflicts" / "next.yaml").write_text("detente: 1\nnix\n", encoding="utf-8")
    yield "dossier-faults", river.get("/api/dossier").json


def _refused(answer: Answer) -> Any:
    assert answer.status == 400
    return answer.json


def _settled(payload: Any) -> Any:
    """Put aside what differs from run to run."""
    aside = {"fingerprint": "0" * 64, "seconds": 0.05}
    if isinstance(payload, dict):
        return {**payload, **{key: value for key, value in aside.items() if key in payload}}
    return payload


def text_of(payload: Any) -> str:
    """Return an answer as its file holds it."""
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, payload in fixtures().items():
        (FOLDER / f"{name}.json").write_text(text_of(payload), encoding="utf-8")
