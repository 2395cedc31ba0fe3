import { describe, expect, it } from "vitest";
import { rowsOf } from "../src/parts/picture";
import { markedColumn, signOf } from "../src/parts/signs";
import { dayText } from "../src/state/days";
import { link, parsed } from "../src/state/route";
import { gradeText, meaningOf } from "../src/state/terms";

describe("the address", () => {
  it("says where one is, and is read back", () => {
    const hash = link("evidence", { report: "a b", claim: "c&d", empty: "", none: null });
    expect(hash).toBe("#/evidence?report=a+b&claim=c%26d");
    expect(parsed(hash)).toEqual({ view: "evidence", query: { report: "a b", claim: "c&d" } });
  });

  it.each(["", "#", "#/", "#/nowhere?x=1", "#standoff"])("%s leads to the standoff", (hash) =>
    expect(parsed(hash).view).toBe("standoff"));
});

describe("days", () => {
  it.each([
    ["2025-10-27", "27 October 2025"],
    ["2025-09-01 to 2025-09-30", "September 2025"],
    ["2024-02-01 to 2024-02-29", "February 2024"],
    ["2018-01-01 to 2018-12-31", "2018"],
    ["2025-10-24 to 2025-10-26", "24 to 26 October 2025"],
    ["2025-01-20 to 2025-02-04", "20 January to 4 February 2025"],
    ["2017-01-20 to 2021-01-20", "20 January 2017 to 20 January 2021"],
    ["2025-10-24 to 2025-10-24", "24 October 2025"],
    ["2025-13-01", "2025-13-01"],
    ["some day", "some day"],
  ])("%s reads %s", (day, words) => expect(dayText(day)).toBe(words)); // prettier-ignore
});

it("terms have a meaning, whatever their case; other words have none", () => {
  expect(meaningOf("Seq")).toContain("steps that are good");
  expect(meaningOf("inferred")).toContain("likely");
  expect(meaningOf("peace")).toBeNull();
  expect(gradeText("B2")).toBe("Source usually reliable; claim probably true");
  expect(gradeText("?")).toBe("Grade ?");
});

it("signs go with words, and a row may say its mark already", () => {
  expect(signOf(" Partly met ").mark).toBe("◐");
  expect(signOf("else").look).toBe("other");
  expect(markedColumn([["the demand"], ["Unmet"]], "unmet")).toBe(1);
  expect(markedColumn([["the demand"], ["open"]], "unmet")).toBe(-1);
});

it("a picture has each state once, below the state that leads to it", () => {
  const edge = (source: string, target: string): { source: string; target: string; party: string; label: string; gains: boolean } => ({ source, target, party: "P", label: "", gains: true });
  const node = (id: string, kind = "idle"): { id: string; label: string; kind: string } => ({ id, label: id, kind });
  const { rows, missing } = rowsOf({
    caption: "", told: "",
    nodes: [node("c"), node("a", "today"), node("b")],
    edges: [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("a", "nowhere")],
  }); // prettier-ignore
  expect(rows.map((row) => [row.node.id, row.layer, row.detours.length])).toEqual([["a", 0, 0], ["b", 1, 0], ["c", 2, 1]]); // prettier-ignore
  expect(missing).toBe(0);
});
