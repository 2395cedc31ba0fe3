import { describe, expect, it } from "vitest";
import type { Line, Model } from "../src/api/model";
import { added, changed, type Draft, type Edit, editsOf, fresh, longestRise, moved, rebased, removed, toggled, touched } from "../src/whatif/draft";

function line(statement: string, place: number, statements = [statement]): Line {
  return { statement, statements, says: "", words: `words of ${statement}`, basis: "assumed", because: [], against: [], place };
}

function model(lines: string[], more: Partial<Model> = {}): Model {
  return {
    snapshot: "s", digest: "d", as_of: null, title: "t", graph: false, states: [],
    parties: [
      { id: "A", name: "A", options: [{ ref: "A.x", id: "x", name: "X" }, { ref: "A.y", id: "y", name: "Y" }],
        preference: { kind: "list", lines: lines.map((one, at) => line(one, at + 1)), told: [] } },
      { id: "B", name: "B", options: [{ ref: "B.z", id: "z", name: "Z" }], preference: { kind: "ranking", lines: [], told: ["z"] } },
    ],
    infeasible: [line("A.x and B.z", 1)], irreversible: [], status_quo: ["A.x"], outcomes: [], ...more,
  }; // prettier-ignore
}

/** What the program does with edits of one list, word for word. */
function applied(lines: readonly string[], edits: readonly Edit[]): string[] {
  const now = [...lines];
  for (const edit of edits) {
    const statement = String(edit.statement);
    const at = now.indexOf(statement);
    if (edit.drop) now.splice(at, 1);
    else if (edit.move) now.splice(Number(edit.to) - 1, 0, ...now.splice(at, 1));
    else if (edit.reverse) now[at] = `not (${statement})`;
    else if (edit.add) now.splice(Number(edit.to) - 1, 0, statement);
    if (!edit.add && at < 0) throw new Error(`no line ${statement}`);
  }
  return now;
}

function shown(draft: Draft): string[] {
  return draft.lists.A!.filter((row) => !row.off).map((row) => (row.reversed ? `not (${row.statement})` : row.statement));
}

function key(draft: Draft, statement: string): string {
  return draft.lists.A!.find((row) => row.statement === statement)!.key;
}

const SEVEN = ["a", "b", "c", "d", "e", "f", "g"];

describe("edits of a draft", () => {
  it("are none for the saved model", () => {
    const found = model(SEVEN);
    expect(editsOf(found, fresh(found))).toEqual([]);
  });

  it("are one move for one drag, whether up or down", () => {
    const found = model(SEVEN);
    const start = fresh(found);
    expect(editsOf(found, moved(start, "A", key(start, "f"), 1))).toEqual([{ move: "A", statement: "f", to: 2 }]);
    expect(editsOf(found, moved(start, "A", key(start, "a"), 6))).toEqual([{ move: "A", statement: "a", to: 7 }]);
  });

  it("count places without the lines that are switched off", () => {
    const found = model(SEVEN);
    let draft = changed(fresh(found), "A", key(fresh(found), "a"), { off: true });
    draft = moved(draft, "A", key(draft, "g"), 1);
    expect(editsOf(found, draft)).toEqual([
      { drop: "A", statement: "a" },
      { move: "A", statement: "g", to: 1 },
    ]);
  });

  it("name lines of equal importance by all their statements", () => {
    const found = model(["a"]);
    found.parties[0]!.preference.lines = [line("equal: [a, b]", 1, ["a", "b"])];
    const draft = changed(fresh(found), "A", "A:0", { off: true });
    expect(editsOf(found, draft)).toEqual([{ drop: "A", equal: ["a", "b"] }]);
  });

  it("lead to what is shown, for any row of changes", () => {
    let seed = 7;
    const random = (most: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
    for (let round = 0; round < 400; round += 1) {
      const lines = SEVEN.slice(0, 1 + random(7));
      const found = model(lines);
      let draft = fresh(found);
      for (let step = 0; step < 8; step += 1) {
        const rows = draft.lists.A!;
        const row = rows[random(rows.length)];
        const what = random(5);
        if (what === 0 || !row) draft = added(draft, "A", `new ${step}`, "", random(rows.length + 1));
        else if (what === 1) draft = changed(draft, "A", row.key, { off: !row.off });
        else if (what === 2) draft = changed(draft, "A", row.key, { reversed: !row.reversed });
        else if (what === 3 && !row.line) draft = removed(draft, "A", row.key);
        else draft = moved(draft, "A", row.key, random(rows.length));
      }
      const edits = editsOf(found, draft);
      expect(applied(lines, edits), JSON.stringify(edits)).toEqual(shown(draft));
    }
  });

  it("never move more lines than need be", () => {
    const found = model(SEVEN);
    let draft = fresh(found);
    draft = moved(draft, "A", key(draft, "g"), 0);
    draft = moved(draft, "A", key(draft, "a"), 6);
    expect(editsOf(found, draft)).toHaveLength(2);
  });

  it("set the status quo in the order of the model", () => {
    const found = model(["a"]);
    expect(editsOf(found, toggled(fresh(found), "B.z"))).toEqual([{ status_quo: ["A.x", "B.z"] }]);
    expect(editsOf(found, toggled(toggled(fresh(found), "B.z"), "B.z"))).toEqual([]);
    expect(editsOf(found, toggled(fresh(found), "A.x"))).toEqual([{ status_quo: [] }]);
  });

  it("name one state in graph form", () => {
    const found = model(["a"], { graph: true, status_quo: ["s1"] });
    expect(editsOf(found, { ...fresh(found), statusQuo: ["s2"] })).toEqual([{ status_quo: "s2" }]);
  });

  it("may drop what is ruled out, and are counted for their list", () => {
    const found = model(["a"]);
    const edits = editsOf(found, changed(fresh(found), "infeasible", "infeasible:0", { off: true }));
    expect(edits).toEqual([{ drop: "infeasible", statement: "A.x and B.z" }]);
    expect([touched(edits, "infeasible"), touched(edits, "A"), touched(edits, "")]).toEqual([1, 0, 0]);
  });

  it("give a ranking no list", () => {
    expect(fresh(model(["a"])).lists.B).toBeUndefined();
  });
});

describe("a draft on a newer model", () => {
  it("keeps what fits, and shows what came in where it stands", () => {
    const old = model(["a", "b", "c"]);
    let draft = moved(fresh(old), "A", key(fresh(old), "c"), 0);
    draft = added(changed(draft, "A", key(draft, "a"), { off: true }), "A", "mine", "", 1);
    const now = rebased(model(["b", "c", "new", "a"]), draft);
    expect(now.lists.A!.map((row) => [row.statement, row.off])).toEqual([
      ["c", false], ["mine", false], ["new", false], ["a", true], ["b", false],
    ]); // prettier-ignore
    expect(applied(["b", "c", "new", "a"], editsOf(model(["b", "c", "new", "a"]), now))).toEqual(shown(now));
  });

  it("forgets a line that is gone and an option that is gone", () => {
    const draft = { ...fresh(model(["a", "b"])), statusQuo: ["A.x", "A.gone"] };
    const now = rebased(model(["b"]), draft);
    expect(now.lists.A!.map((row) => row.statement)).toEqual(["b"]);
    expect(now.statusQuo).toEqual(["A.x"]);
  });
});

describe("the longest rising run", () => {
  it.each([
    [[], []],
    [[3, 1, 2], [1, 2]],
    [[1, 2, 3], [0, 1, 2]],
    [[3, 2, 1], [2]],
  ])("of %j is at %j", (numbers, places) => expect(longestRise(numbers)).toEqual(places)); // prettier-ignore
});
