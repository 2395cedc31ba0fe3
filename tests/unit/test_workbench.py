"""The workbench's server: right answers, every fault in one shape, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import threading
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.analysis.concepts import CONCEPTS
from detente.brief.compose import document_of
from detente.brief.html import page_text
from detente.brief.markdown import markdown_text
from detente.brief.payload.change import diff_payload
from detente.brief.payload.document import document_payload
from detente.brief.payload.results import explanation_payload
from detente.catalog.names import place_of
from detente.catalog.new import new_dossier
from detente.conflict.preferences import Prioritised
from detente.dossier.change import change_between
from detente.workbench.app import PAGE, ROUTES
from tests.web import HOST, JSON, PORT, Answer, Client, tree

RIVER = "2030-05"
CHANGES = [{"reverse": "Upland", "statement": "not share"}, {"move": "Upland", "statement": "fill", "to": 3}]


@pytest.fixture
def river(tmp_path: Path) -> Client:
    """Return a server on the example dossier, which may be changed and whose texts are at hand."""
    return Client(new_dossier(tmp_path / "river").folder)


@pytest.fixture(scope="module")
def korea() -> Client:
    return Client(place_of("korea")[0])


def conflict_file(river: Client) -> Path:
    return river.desk.path / "conflicts" / f"{RIVER}.yaml"


def test_the_dossier(korea: Client) -> None:
    found = korea.get("/api/dossier").json
    dossier = detente.load_dossier("korea")
    assert (found["name"], found["title"], found["writable"]) == ("korea", "The Korean standoff", False)
    assert [one["name"] for one in found["snapshots"]] == list(dossier.snapshots)
    assert found["latest"] == dossier.named()[0]
    assert {one["ref"] for one in found["options"]} == {
        ref for _, conflict in dossier.conflicts for ref in conflict.space.refs
    }
    assert sum(one["claims"] for one in found["reports"]) == len(dossier.evidence.claims)
    assert len(found["actors"]) == len(dossier.evidence.actors)


def test_the_fingerprint_tells_of_every_change(river: Client) -> None:
    seen = {river.get("/api/dossier").json["fingerprint"]}
    for name in ("dossier.yaml", "claims.jsonl", "reports.yaml", f"conflicts/{RIVER}.yaml"):
        path = river.desk.path / name
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
        seen.add(river.get("/api/dossier").json["fingerprint"])
    assert len(seen) == 5


def test_the_brief_is_the_document(river: Client) -> None:
    found = river.brief(RIVER)
    assessment = detente.assess(detente.load_dossier(river.desk.path), RIVER)
    assert found["document"] == document_payload(document_of(assessment))
    assert set(found["claims"]) == set(assessment.dossier.citable)
    cited = set(re.findall(r'"claims": \["([\w-]+)', json.dumps(found["document"])))
    assert cited
    assert cited <= set(found["claims"])


def test_the_model(korea: Client) -> None:
    found = korea.get("/api/model", snapshot="2025-10").json
    conflict = detente.load("korea/2025-10")
    assert found["status_quo"] == [
        ref for ref in conflict.space.refs if ref in (conflict.status_quo_name or "")
    ]
    for party, (dm, preference) in zip(found["parties"], conflict.preferences.items(), strict=True):
        assert party["id"] == dm
        assert isinstance(preference, Prioritised)
        lines = party["preference"]["lines"]
        assert [one["place"] for one in lines] == list(range(1, len(preference.lines) + 1))
        assert [one["statements"] for one in lines] == [
            [statement.text(dm) for statement in line.statements] for line in preference.lines
        ]
    assert len(found["infeasible"]) == 3


@pytest.mark.parametrize("name", ["chicken", "elmira", "cuban-missile-crisis", "prisoners-dilemma"])
def test_a_conflict_on_its_own(name: str) -> None:
    client = Client(place_of(name)[0])
    conflict = detente.load(name)
    found = client.get("/api/dossier").json
    assert (found["name"], [one["name"] for one in found["snapshots"]]) == (name, [name])
    assert client.get("/api/model", snapshot=name).json["graph"] is (conflict.graph is not None)
    answers = client.post("/api/answers", snapshot=name, edits=[]).json
    analysis = detente.analyse(conflict)
    assert answers["saved"] == answers["edited"]
    assert answers["saved"]["equilibria"] == {one: len(analysis.equilibria(one)) for one in CONCEPTS}
    kept = client.post("/api/snapshots", base=name, name="new", edits=[])
    assert (kept.status, kept.codes) == (400, ["shipped"])
    assert client.get("/api/proposals").json["proposals"] == []
    assert client.brief(name)["document"]["sections"][0]["id"] == "bottom-line"
    drawn = client.post("/api/map", snapshot=name, edits=[]).json
    assert 1 <= len(drawn["states"]) <= len(conflict.states)
    state = drawn["states"][-1]["taken"]
    party = conflict.decision_makers[0].id
    assert client.post("/api/explain", snapshot=name, edits=[], state=state, party=party).status == 200
    assert client.post("/api/map", snapshot=name, edits=[], around=state, radius=2).status == 200


def test_answers_are_the_engine_s(korea: Client) -> None:
    edits = [{"reverse": "DPRK", "statement": "meet iff (US.drop and US.accept)"}]
    found = korea.post("/api/answers", snapshot="2025-10", edits=edits).json
    saved = detente.load("korea/2025-10")
    edited = saved.edited(detente.Edit.reverse("DPRK", "meet iff (US.drop and US.accept)"))
    for told, conflict in ((found["saved"], saved), (found["edited"], edited)):
        analysis = detente.analyse(conflict)
        seq, today = analysis.equilibria("seq"), conflict.status_quo
        assert today is not None
        assert told["states"] == len(conflict.states)
        assert told["holds"] is (today in seq)
        assert told["holds_under"] == [one for one in CONCEPTS if today in analysis.equilibria(one)]
        assert told["equilibria"] == {one: len(analysis.equilibria(one)) for one in CONCEPTS}
        for one in told["outcomes"]:
            both = conflict.find(one["id"]) & seq
            assert (one["ways"], one["holds"]) == (len(both), len(both) > 0)
        for one in told["parties"]:
            explanation = analysis.explain(today, one["id"], "seq")
            assert one["stays"] is explanation.stable
            assert one["stable_under"] == [
                each for each in CONCEPTS if today in analysis.stable(each, one["id"])
            ]
            if explanation.unanswered:
                best = explanation.unanswered[0].move.target
                assert set(one["best_step"]["target"]) == best.options
            else:
                assert one["best_step"] is None
    assert found["digest"] == edited.digest
    assert {(one["kind"], one["id"]) for one in found["changed"]} == {
        ("party", "DPRK"),
        ("outcome", "summit"),
        ("outcome", "seoul_left_out"),
    }
    assert all(one["words"].endswith(".") for one in found["changed"])


def test_answers_under_another_concept(river: Client) -> None:
    found = river.post("/api/answers", snapshot=RIVER, edits=[], concept="nash").json["saved"]
    analysis = detente.analyse(detente.load(conflict_file(river)))
    both = analysis.conflict.find("exchange") & analysis.equilibria("nash")
    assert found["outcomes"][0]["ways"] == len(both)


def test_every_edit_that_does_not_fit_is_told(river: Client) -> None:
    edits = [
        {"drop": "Upland", "statement": "fill"},
        {"drop": "Upland", "statement": "fill"},
        {"move": "Lowland", "statement": "not pay", "to": 9},
    ]
    refused = river.post("/api/answers", snapshot=RIVER, edits=edits)
    assert (refused.status, refused.codes) == (400, ["no-such-line", "no-such-place"])
    assert [one["edit"] for one in refused.json["diagnostics"]] == [1, 2]
    refused = river.post("/api/answers", snapshot=RIVER, edits=[{"dorp": "Upland"}, 7, {"add": "Upland"}])
    assert refused.status == 400
    assert {one["edit"] for one in refused.json["diagnostics"]} == {0, 1, 2}
    impossible = [{"add": "infeasible", "statement": "Upland.fill"}]
    refused = river.post("/api/answers", snapshot=RIVER, edits=impossible)
    assert (refused.status, [one["edit"] for one in refused.json["diagnostics"]]) == (400, [None])
    many = river.post("/api/answers", snapshot=RIVER, edits=[{}] * 501)
    assert (many.status, many.codes) == (400, ["too-many-edits"])


def test_a_statement_as_it_is_typed(river: Client) -> None:
    good = river.post("/api/statement", snapshot=RIVER, party="Upland", text="not(fill&Lowland.pay)").json
    assert (good["ok"], good["canonical"]) == (True, "not (fill and Lowland.pay)")
    assert good["words"] == "not (Upland fills its new dam in one year and Lowland pays a part of the dam)"
    bad = river.post("/api/statement", snapshot=RIVER, party="Upland", text="fill and Lowland.pai", at=20)
    (fault,) = bad.json["faults"]
    assert (fault["start"], fault["end"], fault["cure"]) == (9, 20, "did you mean Lowland.pay?")
    (offered,) = river.post("/api/statement", snapshot=RIVER, party=None, text="not wat", at=7).json[
        "completions"
    ]
    assert offered == {"text": "Upland.share", "name": "Upland: Shares its water data", "start": 4, "end": 7}
    for text in ("", "(", "fill fill", "🙂", "fill" * 2000):
        answer = river.post("/api/statement", snapshot=RIVER, party="Upland", text=text)
        assert answer.status == 200
        assert not answer.json["ok"]
        assert all(0 <= one["start"] <= one["end"] <= len(text) for one in answer.json["faults"])
    assert river.post("/api/statement", snapshot=RIVER, party="Nobody", text="x").status == 400


def test_edits_are_kept_as_a_snapshot(river: Client) -> None:
    kept = river.post(
        "/api/snapshots",
        base=RIVER,
        name="2030-06",
        title="What: if",
        as_of="2030-06-01",
        edits=CHANGES,
        alternative_of=None,
    )
    assert (kept.status, kept.json) == (200, {"name": "2030-06"})
    found = detente.load(river.desk.path / "conflicts" / "2030-06.yaml")
    base = detente.load(conflict_file(river))
    assert found == base.edited(
        detente.Edit.reverse("Upland", "not share"), detente.Edit.move("Upland", "fill", 3)
    )
    assert (found.title, str(found.as_of)) == ("What: if", "2030-06-01")
    assert river.get("/api/dossier").json["latest"] == "2030-06"
    before = tree(river.desk.path)
    again = river.post("/api/snapshots", base=RIVER, name="2030-06", edits=[])
    assert (again.status, again.codes) == (409, ["already-there"])
    for name in ("../x", "a/b", "", ".x", "x" * 101, "a..b", "a\nb", "x\n"):
        assert river.post("/api/snapshots", base=RIVER, name=name, edits=[]).status == 400
    strange = river.post("/api/snapshots", base=RIVER, name="b", edits=[], alternative_of="nix")
    assert (strange.status, strange.codes) == (400, ["unknown-alternative"])
    assert river.post("/api/snapshots", base="nix", name="b", edits=[]).status == 404
    assert river.post("/api/snapshots", base=RIVER, name="b", edits=[{"drop": "Upland"}]).status == 400
    assert tree(river.desk.path) == before


def test_a_save_splices(river: Client) -> None:
    path = conflict_file(river)
    text, digest = path.read_text("utf-8"), river.get("/api/model", snapshot=RIVER).json["digest"]
    saved = river.post("/api/save", snapshot=RIVER, digest=digest, edits=CHANGES)
    assert saved.status == 200
    assert path.read_text("utf-8") != text
    comments = re.findall("#.*", text)
    assert [one for one in comments if one not in path.read_text("utf-8")] == []
    assert saved.json["digest"] == river.get("/api/model", snapshot=RIVER).json["digest"] != digest
    late = river.post("/api/save", snapshot=RIVER, digest=digest, edits=[])
    assert (late.status, late.codes) == (409, ["changed-on-disk"])


def test_a_change_of_the_extended_file_counts(river: Client) -> None:
    river.post("/api/snapshots", base=RIVER, name="next", edits=[])
    digest = river.get("/api/model", snapshot="next").json["digest"]
    path = conflict_file(river)
    path.write_text(path.read_text("utf-8") + "# a word\n", encoding="utf-8")
    assert river.post("/api/save", snapshot="next", digest=digest, edits=CHANGES).status == 409


def test_of_two_writers_at_once_one_is_refused(river: Client) -> None:
    digest = river.get("/api/model", snapshot=RIVER).json["digest"]
    edits = [[{"reverse": "Upland", "statement": "fill"}], [{"drop": "Lowland", "statement": "not pay"}]]
    start = threading.Barrier(2)
    answers: list[Answer] = []

    def write(own: list[dict[str, str]]) -> None:
        start.wait()
        answers.append(river.post("/api/save", snapshot=RIVER, digest=digest, edits=own))

    threads = [threading.Thread(target=write, args=(own,)) for own in edits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.status for one in answers) == [200, 409]
    now = detente.load(conflict_file(river))
    base = detente.load(new_dossier(river.desk.path.parent / "other").folder / "conflicts" / f"{RIVER}.yaml")
    assert now in (
        base.edited(detente.Edit.reverse("Upland", "fill")),
        base.edited(detente.Edit.drop("Lowland", "not pay")),
    )


def test_a_server_that_stops_while_it_saves_leaves_the_file_whole(
    river: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = conflict_file(river).read_bytes()
    digest = river.get("/api/model", snapshot=RIVER).json["digest"]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("replace", "fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(os, step, stop)
            with pytest.raises(KeyboardInterrupt):
                river.post("/api/save", snapshot=RIVER, digest=digest, edits=CHANGES)
        assert conflict_file(river).read_bytes() == before
    assert river.post("/api/save", snapshot=RIVER, digest=digest, edits=CHANGES).status == 200


def test_a_broken_conflict_opens_in_the_editor(river: Client) -> None:
    path = conflict_file(river)
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("Lowland.pay, says", "Lowland.pai, says"), encoding="utf-8")
    found = river.get("/api/dossier").json
    assert found["latest"] is None
    (snapshot,) = found["snapshots"]
    assert [(one["code"], one["file"]) for one in snapshot["faults"]] == [
        ("unknown-option", f"conflicts/{RIVER}.yaml")
    ]
    source = river.get("/api/source", snapshot=RIVER).json
    assert "Lowland.pai" in source["text"]
    (fault,) = source["faults"]
    assert fault["file"] == f"conflicts/{RIVER}.yaml"
    line = source["text"].splitlines()[fault["line"] - 1]
    assert line[fault["column"] - 1 :].startswith("Lowland.pai")
    for method in ("/api/model", "/api/brief"):
        refused = river.get(method, snapshot=RIVER)
        assert (refused.status, refused.codes) == (400, ["unknown-option"])
    assert river.post("/api/answers", snapshot=RIVER, edits=[]).status == 400

    broken = {"snapshot": RIVER, "digest": source["digest"], "text": "detente: 1\nnix"}
    assert river.post("/api/source", **broken).status == 400
    assert "Lowland.pai" in path.read_text("utf-8")
    forced = river.post("/api/source", **broken, force=True)
    assert (forced.status, forced.json["faults"] != []) == (200, True)
    mended = {"snapshot": RIVER, "digest": forced.json["digest"], "text": whole}
    assert river.post("/api/source", **mended).json["faults"] == []
    assert river.post("/api/source", **mended).status == 409
    assert path.read_text("utf-8") == whole
    assert river.get("/api/model", snapshot=RIVER).status == 200


def test_a_broken_file_beside_a_whole_one(river: Client) -> None:
    (river.desk.path / "conflicts" / "b.yaml").write_text("detente: 1\nextends: c\nedits: []\n", "utf-8")
    (river.desk.path / "conflicts" / "c.yaml").write_text("nix", "utf-8")
    found = river.get("/api/dossier").json
    assert {one["name"]: bool(one["faults"]) for one in found["snapshots"]} == {
        RIVER: False,
        "b": True,
        "c": True,
    }
    assert river.get("/api/model", snapshot=RIVER).status == 200
    (river.desk.path / "claims.jsonl").write_text("nix\n", "utf-8")
    refused = river.get("/api/dossier")
    assert (refused.status, refused.codes[0]) == (400, "json-syntax")
    assert refused.json["diagnostics"][0]["file"] == "claims.jsonl"


def test_the_evidence_links_both_ways(river: Client) -> None:
    found = {one["id"]: one for one in river.get("/api/evidence").json["claims"]}
    assert [one["line"] for one in found["fears-drought"]["lines"]] == ["not Upland.fill"]
    assert found["fears-drought"]["lines"][0]["side"] == "because"
    assert [one["line"] for one in found["pays-for-data"]["lines"]] == [
        "pay only if Upland.share",
        "Upland.share",
    ]
    assert found["filling-began"]["about"] == {"Upland.fill": "taken"}
    report = river.get("/api/report", id="gazette-2030-05-03").json
    for one in report["claims"]:
        assert report["text"][one["start"] : one["end"]] == found[one["id"]]["words"]
    missing = river.get("/api/report", id="nix")
    assert (missing.status, missing.codes) == (404, ["unknown-report"])


def proposed(river: Client) -> None:
    path = river.desk.path / "claims.jsonl"
    text = path.read_text("utf-8").replace('"status": "accepted"', '"status": "proposed"')
    path.write_text(text, encoding="utf-8")


def test_a_review(river: Client) -> None:
    proposed(river)
    before = tree(river.desk.path)
    found = river.get("/api/proposals").json["proposals"]
    assert [one["claim"]["id"] for one in found][:2] == ["filling-began", "fears-drought"]
    assert found[0]["words"].startswith("Upland began")
    assert {one["key"] for one in found[0]["choices"]} >= {"says", "kind", "about"}
    done = river.post("/api/review", claim="filling-began", decision="accept", by="Ines").json
    assert done == {"claim": "filling-began", "status": "accepted", "left": 3}
    assert river.post("/api/claim", claim="no-reply", changes={"says": "Silence."}, by="Ines").status == 200
    assert river.get("/api/evidence").json["claims"][3]["says"] == "Silence."
    rejected = {"claim": "no-reply", "decision": "reject", "by": "Otto", "note": "too early"}
    assert river.post("/api/review", **rejected).json["left"] == 2
    lines = (river.desk.path / "reviews.jsonl").read_text("utf-8").splitlines()
    assert [(json.loads(one)["by"], json.loads(one)["status"]) for one in lines] == [
        ("Ines", "accepted"),
        ("Otto", "rejected"),
    ]
    assert [river.post("/api/undo").json["claim"] for _ in range(4)] == [
        "no-reply",
        "no-reply",
        "filling-began",
        None,
    ]
    after = tree(river.desk.path)
    assert after.pop("reviews.jsonl", b"") == b""
    assert after == before


def test_a_review_that_somebody_else_was_quicker_with(river: Client) -> None:
    proposed(river)
    river.get("/api/proposals")
    river.post("/api/review", claim="no-reply", decision="accept", by="Ines")
    path = river.desk.path / "claims.jsonl"
    path.write_text(path.read_text("utf-8").replace("fast filling", "quick filling"), encoding="utf-8")
    refused = river.post("/api/review", claim="fears-drought", decision="accept", by="Ines")
    assert (refused.status, refused.codes) == (409, ["changed-since"])
    assert river.post("/api/review", claim="nix", decision="accept", by="Ines").status == 400
    assert river.post("/api/review", claim="fears-drought", decision="accept", by=" ").status == 400
    wrong = river.post("/api/claim", claim="fears-drought", changes={"kind": "nix"}, by="Ines")
    assert wrong.status == 400
    assert river.post("/api/claim", claim="fears-drought", changes={"id": "x"}, by="Ines").status == 400


def test_the_map(korea: Client) -> None:
    found = korea.post("/api/map", snapshot="2025-10", edits=[]).json
    conflict = detente.load("korea/2025-10")
    analysis = detente.analyse(conflict)
    assert len(found["states"]) <= 150
    assert found["states"][0]["status_quo"]
    assert found == korea.post("/api/map", snapshot="2025-10", edits=[]).json
    ids = {one["id"] for one in found["states"]}
    assert len(ids) == len(found["states"])
    for one in found["states"]:
        state = conflict.state(*one["taken"])
        assert one["equilibrium_under"] == [each for each in CONCEPTS if state in analysis.equilibria(each)]
        assert one["outcomes"] == [id_ for id_ in conflict.outcomes if state in conflict.find(id_)]
    held = {id_ for one in found["states"] if "seq" in one["equilibrium_under"] for id_ in one["outcomes"]}
    assert held == {"summit", "moratorium", "small_deal", "seoul_left_out"}
    assert all({one["from"], one["to"]} <= ids for one in found["moves"])
    few = korea.post("/api/map", snapshot="2025-10", edits=[], limit=5, radius=0).json
    assert len(few["states"]) == 5
    around = korea.post(
        "/api/map", snapshot="2025-10", edits=[], around=[["US.invite", "DPRK.meet"], []], limit=9
    ).json
    assert [one["taken"] for one in around["states"][1:3]] == [["US.invite", "DPRK.meet"], []]
    for wrong in ({"limit": 151}, {"radius": 3}, {"outcome": "nix"}, {"around": ["US.nix"]}, {"around": [7]}):
        assert korea.post("/api/map", snapshot="2025-10", edits=[], **wrong).status == 400


def test_an_explanation_and_its_sanction(korea: Client) -> None:
    conflict = detente.load("korea/2025-10")
    analysis = detente.analyse(conflict)
    taken = ["US.invite", "DPRK.meet"]
    found = korea.post(
        "/api/explain", snapshot="2025-10", edits=[], state=taken, party="DPRK", concept="gmr"
    ).json
    explanation = analysis.explain(conflict.state(*taken), "DPRK", "gmr")
    assert found["payload"] == json.loads(json.dumps(explanation_payload(explanation)))
    assert "\n".join(found["words"]) == str(explanation)
    moves = found["sanction"]["moves"]
    assert moves[0]["from"] == str(conflict.state(*taken).code)
    assert [one["to"] for one in moves[:-1]] == [one["from"] for one in moves[1:]]
    assert {one["id"] for one in found["sanction"]["states"]} == {moves[0]["from"]} | {
        one["to"] for one in moves
    }
    assert korea.post("/api/explain", snapshot="2025-10", state=["US.nix"], party="US").status == 400
    assert korea.post("/api/explain", snapshot="2025-10", state=[], party="Nobody").status == 400


def test_what_changed(river: Client) -> None:
    river.post("/api/snapshots", base=RIVER, name="next", edits=CHANGES)
    found = river.waited("/api/change", before=RIVER, now="next")
    dossier = detente.load_dossier(river.desk.path)
    change = change_between((dossier, RIVER), (dossier, "next"))
    assert found["payload"] == json.loads(json.dumps(diff_payload(change)))
    assert found["document"]["lead"].startswith("Compared with")


def test_downloads(river: Client) -> None:
    assessment = detente.assess(detente.load_dossier(river.desk.path), RIVER)
    html = river.get("/download/brief.html", snapshot=RIVER)
    assert html.text == page_text(document_of(assessment))
    assert html.headers["content-disposition"] == f'attachment; filename="brief-{RIVER}.html"'
    assert river.get("/download/brief.md", snapshot=RIVER).text == markdown_text(document_of(assessment))
    svg = river.get("/download/map.svg", snapshot=RIVER)
    assert (svg.status, "<svg" in svg.text) == (200, True)
    claims = list(csv.reader(io.StringIO(river.get("/download/claims.csv").text)))
    assert [row[0] for row in claims[1:]] == [one.id for one in assessment.dossier.evidence.claims]
    rows = river.get("/download/equilibria.csv", snapshot=RIVER, concept="seq").text.splitlines()
    analysis = detente.analyse(detente.load(conflict_file(river)))
    assert len(rows) == 1 + len(analysis.equilibria("seq"))


def test_a_formula_in_a_claim_stays_text(river: Client) -> None:
    river.post("/api/claim", claim="no-reply", changes={"says": "=HYPERLINK(1)"}, by="Ines")
    assert "'=HYPERLINK(1)" in river.get("/download/claims.csv").text


def test_hostile_text_stays_data(river: Client) -> None:
    river.post("/api/claim", claim="no-reply", changes={"says": "<script>alert(1)</script>"}, by="Ines")
    found = river.get("/api/evidence")
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "<script>alert(1)</script>" in [one["says"] for one in found.json["claims"]]
    page = river.get("/download/brief.html", snapshot=RIVER)
    assert "<script>alert" not in page.text
    assert page.headers["content-disposition"].startswith("attachment")


def test_a_large_model_answers_and_a_huge_one_is_refused(tmp_path: Path) -> None:
    wide = ", ".join(f"o{number}" for number in range(16))
    path = tmp_path / "wide.yaml"
    path.write_text(
        f"detente: 1\ndecision_makers: {{A: {{options: [{wide}], prefers: [o1]}}}}\nstatus_quo: []\n", "utf-8"
    )
    client = Client(path)
    found = client.post("/api/answers", snapshot="wide", edits=[]).json
    assert (found["saved"]["states"], found["saved"]["holds"]) == (65536, False)
    assert len(client.post("/api/map", snapshot="wide", edits=[]).json["states"]) == 150
    huge = ", ".join(f"o{number}" for number in range(45))
    path = tmp_path / "huge.yaml"
    path.write_text(
        f"detente: 1\ndecision_makers: {{A: {{options: [{huge}], prefers: [o1]}}}}\nstatus_quo: []\n", "utf-8"
    )
    client = Client(path)
    refused = client.post("/api/answers", snapshot="huge", edits=[])
    assert (refused.status, refused.codes) == (400, ["too-large-to-wait"])
    assert client.get("/api/model", snapshot="huge").status == 200
    assert client.get("/download/equilibria.csv", snapshot="huge").status == 400
    assert client.get("/api/brief", snapshot="huge").json["error"] == "TooLarge"


def test_a_conflict_that_does_not_say_where_things_stand(tmp_path: Path) -> None:
    path = tmp_path / "open.yaml"
    path.write_text("detente: 1\ndecision_makers: {A: {options: [x], prefers: [x]}}\n", "utf-8")
    client = Client(path)
    found = client.post("/api/answers", snapshot="open", edits=[]).json["saved"]
    assert (found["holds"], found["known"], found["parties"]) == (False, False, [])
    refused = client.get("/api/brief", snapshot="open")
    assert (refused.status, refused.codes) == (400, ["no-status-quo"])
    assert client.post("/api/map", snapshot="open", edits=[]).status == 200
    kept = client.post("/api/snapshots", base="open", name="x", edits=[])
    assert (kept.status, kept.codes) == (400, ["no-dossier"])


WRITING = [one.path for one in ROUTES if one.method == "POST"]


@pytest.mark.parametrize("path", WRITING)
def test_a_shipped_dossier_is_read_only(korea: Client, path: str) -> None:
    digest = korea.get("/api/model", snapshot="2025-10").json["digest"]
    fields: dict[str, dict[str, Any]] = {
        "/api/snapshots": {"base": "2025-10", "name": "x", "edits": []},
        "/api/save": {"snapshot": "2025-10", "digest": digest, "edits": []},
        "/api/source": {"snapshot": "2025-10", "digest": digest, "text": "x", "force": True},
        "/api/review": {"claim": "trump-invites", "decision": "reject", "by": "x"},
        "/api/claim": {"claim": "trump-invites", "changes": {"says": "x"}, "by": "x"},
    }
    if path in fields:
        refused = korea.post(path, **fields[path])
        assert (refused.status, refused.codes) == (400, ["shipped"])
        assert "--from korea" in refused.json["diagnostics"][0]["cure"]


def test_only_this_host_is_answered(river: Client) -> None:
    for host in (b"evil.example", b"127.0.0.1", b"127.0.0.1:1", b"", b"127.0.0.1:8765.evil.example"):
        refused = river.send("GET", "/api/dossier", headers=[(b"host", host)])
        assert (refused.status, refused.codes) == (403, ["foreign-host"])
    assert river.send("GET", "/", headers=[]).status == 403
    assert river.send("GET", "/", headers=[HOST, HOST]).status == 403
    assert river.send("GET", "/", headers=[(b"host", f"LOCALHOST:{PORT}".encode())]).status == 200


def test_only_this_page_is_answered(river: Client) -> None:
    for origin in (b"http://evil.example", b"null", b"https://127.0.0.1:8765", b"http://localhost:8765"):
        refused = river.send("GET", "/api/dossier", headers=[HOST, (b"origin", origin)])
        assert (refused.status, refused.codes) == (403, ["foreign-origin"])
    own = (b"origin", f"http://127.0.0.1:{PORT}".encode())
    assert river.send("GET", "/api/dossier", headers=[HOST, own]).status == 200


def test_what_writes_must_say_so(river: Client) -> None:
    before = tree(river.desk.path)
    body = json.dumps({"base": RIVER, "name": "x", "edits": []}).encode()

    def post(*headers: tuple[bytes, bytes], data: bytes = body, parts: int = 1) -> Answer:
        return river.send("POST", "/api/snapshots", b"", [HOST, *headers], data, parts)

    kind, sign = (b"content-type", b"application/json"), (b"x-detente", b"1")
    assert (post(kind).status, post(kind).codes) == (403, ["no-x-detente"])
    for other in (b"text/plain", b"application/x-www-form-urlencoded", b"multipart/form-data"):
        assert post(sign, (b"content-type", other)).status == 415
    assert post(sign).status == 415
    large = b" " * 1_000_001
    assert post(kind, sign, data=large).status == 413
    assert post(kind, sign, data=large, parts=7).status == 413
    assert post(kind, sign, (b"content-length", b"1000001")).status == 413
    assert post(kind, sign, (b"content-length", b"-1")).status == 413
    for wrong in (b"", b"{", b"[]", b"7", b"\xff", b'{"a": "\\ud800"}', b'{"a": NaN}', b"[" * 100_000):
        refused = post(kind, sign, data=wrong)
        assert (refused.status, refused.codes) == (400, ["not-json"])
    assert tree(river.desk.path) == before
    assert post((b"content-type", b"application/json; charset=utf-8"), sign, parts=5).status == 200


def test_every_answer_carries_the_policy(river: Client) -> None:
    nonces = set()
    for path in ("/", "/api/dossier", "/nix", "/download/claims.csv"):
        answer = river.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        nonces.add(re.findall("'nonce-([^']+)'", policy)[0])
    assert len(nonces) == 4


def test_the_page_and_nothing_else_of_the_disk(river: Client) -> None:
    assert river.get("/").headers["content-type"].startswith("text/html")
    for one in PAGE.rglob("*"):
        if one.is_file() and one.name != "index.html":
            assert river.get(f"/{one.relative_to(PAGE).as_posix()}").body == one.read_bytes()
    for path in (
        "/../app.py",
        "/assets/../../app.py",
        "/..%2fapp.py",
        "/index.html",
        "/assets/",
        "//",
        "/%00",
    ):
        assert river.send("GET", path).status == 404


@pytest.mark.parametrize("path", sorted({one.path for one in ROUTES}))
def test_other_methods(river: Client, path: str) -> None:
    there = {one.method for one in ROUTES if one.path == path}
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NIX"} - there:
        refused = river.send(method, path, b"", JSON, b"{}")
        assert (refused.status, refused.codes) == (405, ["wrong-method"])


@pytest.mark.parametrize("one", ROUTES, ids=lambda one: f"{one.method} {one.path}")
def test_unknown_fields_are_refused(river: Client, one: Any) -> None:
    fields = {"nix": "1"}
    refused = river.get(one.path, **fields) if one.method == "GET" else river.post(one.path, **fields)
    assert (refused.status, refused.codes) == (400, ["unknown-field"])


def test_a_fault_of_the_program_shows_no_traceback(
    river: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a secret of /root")

    monkeypatch.setattr(river.desk, "opened", fail)
    answer = river.get("/api/dossier")
    assert (answer.status, answer.codes) == (500, [])
    assert "secret" not in answer.text
    assert capsys.readouterr().err == "GET /api/dossier: ZeroDivisionError: a secret of /root\n"
