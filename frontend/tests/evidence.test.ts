import { describe, expect, it } from "vitest";
import type { EvidenceClaim } from "../src/api/claims";
import { changesOf, fieldText, type Values } from "../src/evidence/changes";
import { filtersOf, fits } from "../src/evidence/filters";
import { segmentsOf } from "../src/evidence/segments";

describe("a text with claims", () => {
  it("is cut at their ends, and is whole again", () => {
    const text = "Ann offers talks.";
    const found = segmentsOf(text, [{ id: "long", start: 0, end: 16 }, { id: "short", start: 4, end: 10 }]); // prettier-ignore
    expect(found).toEqual([
      { text: "Ann ", ids: ["long"] },
      { text: "offers", ids: ["short", "long"] },
      { text: " talks", ids: ["long"] },
      { text: ".", ids: [] },
    ]);
    expect(found.map((one) => one.text).join("")).toBe(text);
  });

  it("counts code points, not halves of them", () => {
    expect(segmentsOf("🕊 peace", [{ id: "a", start: 2, end: 7 }]).map((one) => one.text)).toEqual(["🕊 ", "peace"]);
  });

  it("bears places that are not there", () => {
    expect(segmentsOf("ab", [{ id: "a", start: 1, end: 90 }, { id: "b", start: 5, end: 3 }, { id: "c", start: -4, end: 0 }])).toEqual([
      { text: "a", ids: [] },
      { text: "b", ids: ["a"] },
    ]); // prettier-ignore
    expect(segmentsOf("", [])).toEqual([]);
  });
});

describe("filters", () => {
  const claim: EvidenceClaim = {
    id: "c", by: "Ann", by_id: "ann", via: [], kind: "offer", says: "", said_on: "2025-09-01 to 2025-09-30", report: "r", grade: "B2",
    anchor: "verified", words: null, start: 0, end: 1, to: null, about: { "A.x": "taken" }, if: "B.z and not A.xy", then: null,
    due: null, status: "accepted", lines: [],
  }; // prettier-ignore

  it.each([
    [{}, true],
    [{ only: "r" }, true],
    [{ report: "other" }, true],
    [{ only: "other" }, false],
    [{ speaker: "ann" }, true],
    [{ speaker: "bob" }, false],
    [{ option: "A.x" }, true],
    [{ option: "A.xy" }, true],
    [{ option: "A.y" }, false],
    [{ status: "proposed" }, false],
    [{ from: "2025-09-15" }, true],
    [{ from: "2025-10-01" }, false],
    [{ to: "2025-08-31" }, false],
    [{ to: "2025-09-01", from: "2025-09-30" }, true],
  ])("%j: %s", (query, shown) => expect(fits(claim, filtersOf(query as Record<string, string>))).toBe(shown)); // prettier-ignore
});

describe("changes of a claim", () => {
  const choices = [
    { key: "says", value: "Ann offers talks.", values: null },
    { key: "via", value: ["press"], values: ["press", "radio"] },
    { key: "about", value: { "A.x": "taken" }, values: ["taken", "dropped", "unsaid"] },
    { key: "said_on", value: { earliest: "2025-09-01", latest: "2025-09-30" }, values: null },
    { key: "due", value: null, values: null },
  ];
  const values = (): Values => Object.fromEntries(choices.map((one) => [one.key, fieldText(one)]));

  it("are none where nothing was written", () => {
    expect(values().said_on).toBe("2025-09-01 to 2025-09-30");
    expect(values().via).toBe("press");
    expect(changesOf(choices, values())).toEqual({});
  });

  it("hold what was written, in the form of the file; null takes a key away", () => {
    const wanted = { ...values(), says: " Ann offers a lot. ", via: "press, radio", said_on: "2025-09-02", due: "2025-10-01 to 2025-10-05", about: "A.x: dropped\nB.z: unsaid" };
    expect(changesOf(choices, wanted)).toEqual({
      says: "Ann offers a lot.",
      via: ["press", "radio"],
      said_on: "2025-09-02",
      due: { earliest: "2025-10-01", latest: "2025-10-05" },
      about: { "A.x": "dropped", "B.z": "unsaid" },
    });
    expect(changesOf(choices, { ...values(), via: "", about: " " })).toEqual({ via: null, about: null });
  });
});
