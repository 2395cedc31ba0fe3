import { describe, expect, it } from "vitest";
import { kinds, list, Misfit, number, object, otherwise, perhaps, table, text, truth, word } from "../src/api/check";
import { dossier } from "../src/api/dossier";
import { document } from "../src/api/document";
import { answers } from "../src/api/model";

function fault(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    if (error instanceof Misfit) return error.message;
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("a check", () => {
  it("gives the value back, without keys that nobody asked for", () => {
    expect(object({ a: text, b: perhaps(number) })({ a: "x", z: 1 }, "")).toEqual({ a: "x", b: null });
    expect(otherwise(list(text), [])(undefined, "")).toEqual([]);
    expect(table(number)({ a: 1 }, "")).toEqual({ a: 1 });
    expect(word("b", "c")("c", "")).toBe("c");
    expect(truth(false, "")).toBe(false);
  });

  it("names the place, what is wanted, and what is there", () => {
    const shape = object({ rows: list(object({ count: number })) });
    expect(fault(() => shape({ rows: [{ count: 1 }, { count: "many" }] }, ""))).toBe(
      'The answer of the server does not fit: rows[1].count should be a number, and is "many".',
    );
    expect(fault(() => shape({}, ""))).toContain("rows should be a list, and is not there");
    expect(fault(() => shape([], ""))).toContain("it should be an object");
    expect(fault(() => number(NaN, "n"))).toContain("n should be a number");
    expect(fault(() => word("b")("c", "w"))).toContain("one of b");
  });

  it("cuts long values short", () => {
    expect(fault(() => number("x".repeat(500), "n")).length).toBeLessThan(200);
  });

  it("is not misled by names that every object has", () => {
    const check = kinds("kind", { a: object({ kind: text }) });
    expect(fault(() => check({ kind: "constructor" }, "b"))).toContain("b.kind should be one of a");
    expect(fault(() => object({ toString: text })({}, ""))).toContain("toString should be a text");
  });
});

describe("the payloads", () => {
  it("of the brief: words, grounds, tables", () => {
    const found = document(
      {
        title: "T", day: "as of today", lead: "", sections: [{ id: "a", title: "A", first: true, theory: false, blocks: [
          { kind: "paragraph", text: ["It holds ", { basis: "assumed", claims: [], against: [] }, "."] },
          { kind: "items", items: [{ text: ["One"], items: [{ text: ["Two"], items: [] }] }] },
          { kind: "matrix", table: { kind: "table", caption: "C", columns: ["a", "b"], rows: [[["x"], ["y"]]], numbers: false, marks: [] }, told: { kind: "items", items: [] } },
        ] }],
      },
      "",
    ); // prettier-ignore
    expect(found.sections[0]!.blocks.map((one) => one.kind)).toEqual(["paragraph", "items", "matrix"]);
  });

  it("of the brief: a row that is too short, a block that nobody knows", () => {
    const section = (block: unknown): unknown => ({ title: "", sections: [{ id: "a", title: "A", blocks: [block] }] });
    expect(fault(() => document(section({ kind: "table", caption: "C", columns: ["a", "b"], rows: [[["x"]]] }), ""))).toContain(
      "sections[0].blocks[0].rows[0] should be a row of 2 cells",
    );
    expect(fault(() => document(section({ kind: "script" }), ""))).toContain("sections[0].blocks[0].kind should be one of");
  });

  it("of the dossier: an outlet that is not known", () => {
    const found = dossier(
      {
        title: "T", name: "t", writable: true, fingerprint: "f", snapshots: [], latest: null, actors: [], options: [], parties: [], proposed: 0,
        reports: [{ id: "r", outlet: null, title: null, dated: "2025", has_text: false, claims: 2 }],
      },
      "",
    ); // prettier-ignore
    expect(found.reports[0]!.outlet).toBe("An unknown outlet");
    expect(fault(() => dossier({ title: "T" }, ""))).toContain("name should be a text");
  });

  it("of the answers: figures that are none", () => {
    const one = { holds_under: [], holds: true, parties: [], outcomes: [], equilibria: { seq: 1 }, states: 4 };
    expect(answers({ digest: "d", saved: one, edited: one, changed: [] }, "").edited.states).toBe(4);
    expect(fault(() => answers({ digest: "d", saved: one, edited: { ...one, equilibria: { seq: null } }, changed: [] }, ""))).toContain(
      "edited.equilibria.seq should be a number",
    );
  });
});
