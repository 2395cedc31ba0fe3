import { describe, expect, it } from "vitest";
import type { Chart, Move, State } from "../src/api/map";
import { keyOf, optionsOf } from "../src/map/address";
import { differing, drawn, labelOf, layout, stretched } from "../src/map/layout";
import { lookOf } from "../src/map/looks";
import { svgOf } from "../src/map/svg";

function state(id: string, taken: string[], more: Partial<State> = {}): State {
  return { id, name: `{${taken.join(", ")}}`, taken, status_quo: false, outcomes: [], equilibrium_under: [], words: id, ...more };
}

function move(from: string, to: string, improves = true, dm = "A"): Move {
  return { from, to, dm, improves };
}

const TODAY = state("0", ["A.x"], { status_quo: true });
const CHART: Chart = {
  states: [TODAY, state("1", ["A.x", "B.y"]), state("2", []), state("3", ["A.w", "B.y"], { outcomes: ["deal"], equilibrium_under: ["seq"] })],
  moves: [move("0", "1"), move("1", "2"), move("2", "0", false), move("1", "3", false), move("0", "3")],
  more: 0,
};

describe("the places of the states", () => {
  it("are the same for the same chart, today first, and each its own", () => {
    const places = layout(CHART);
    expect([...places]).toEqual([...layout(structuredClone(CHART))]);
    expect(places.get("0")!.x).toBe(0);
    expect(new Set([...places.values()].map((one) => `${one.x} ${one.y}`)).size).toBe(4);
    expect(places.get("1")!.x).toBe(places.get("2")!.x);
    expect(places.get("3")!.x).toBeGreaterThan(places.get("1")!.x);
  });

  it("of many states do not fall upon each other", () => {
    const states = [TODAY, ...Array.from({ length: 149 }, (_, at) => state(String(at + 1), ["A.x", `B.o${at}`]))];
    const places = [...layout({ states, moves: [], more: 0 }).values()];
    expect(new Set(places.map((one) => `${Math.round(one.x)} ${Math.round(one.y)}`)).size).toBe(150);
  });

  it("fill a frame without great distortion, and there may be none", () => {
    expect(layout({ states: [], moves: [], more: 0 }).size).toBe(0);
    const places = stretched(new Map([["a", { x: 0, y: 0 }], ["b", { x: 100, y: 10 }]]), 100, 100); // prettier-ignore
    expect(places.get("b")).toEqual({ x: 100, y: 30 });
  });
});

it("labels say what differs from today, with the party where two have the same id", () => {
  expect(differing(TODAY, CHART.states[3]!)).toEqual(["A.x", "A.w", "B.y"]);
  expect(labelOf(CHART.states[3]!, TODAY, ["A.x", "A.w", "B.y", "C.y"])).toBe("no x, w, B.y");
  expect(labelOf(TODAY, TODAY, [])).toBe("today");
  expect(labelOf(CHART.states[1]!, undefined, [])).toBe("{A.x, B.y}");
});

it("moves of one option are drawn, those into what would hold, and all those of a chosen state", () => {
  const pairs = (moves: Move[]): string[] => moves.map((one) => `${one.from}${one.to}`);
  expect(pairs(drawn(CHART, null, false))).toEqual(["01", "13", "03"]);
  expect(pairs(drawn(CHART, "1", false))).toEqual(["01", "12", "13", "03"]);
  expect(pairs(drawn(CHART, null, true))).toEqual(["01", "20", "13", "03"]);
});

it("in graph form states go by their names, and stand as many moves from today as it takes", () => {
  const one = (name: string, more: Partial<State> = {}): State => state(name, [name], { name, ...more });
  const chart = { states: [one("s0", { status_quo: true }), one("s1"), one("s2"), one("s3")], moves: [move("s0", "s1"), move("s1", "s2")], more: 0 };
  expect(chart.states.map((found) => labelOf(found, chart.states[0], []))).toEqual(["s0 (today)", "s1", "s2", "s3"]);
  const xs = chart.states.map((found) => layout(chart).get(found.id)!.x);
  expect([...new Set(xs)]).toEqual([...xs].sort((a, b) => a - b));
  expect(drawn(chart, null, false)).toHaveLength(2);
});

it("a state in the address is its options", () => {
  expect(optionsOf(keyOf(CHART.states[1]!))).toEqual(["A.x", "B.y"]);
  expect(optionsOf(keyOf(CHART.states[2]!))).toBeNull();
  expect(optionsOf(undefined)).toBeNull();
});

it("the file of the map is SVG in which no text is markup", () => {
  const colours = { ink: "#000", paper: "#fff", quiet: "#555", line: "#ccc", accent: "#00f", raised: "#fff", wash: "#eee" };
  const text = svgOf({
    title: "<script>&",
    states: CHART.states.map((one) => ({ ...one, label: '"><script>', holds: true })),
    moves: CHART.moves,
    places: layout(CHART),
    look: () => lookOf("party-1", () => "#900"),
    parties: [{ id: "A", name: "<b>" }],
    colours,
  });
  expect(text).not.toContain("<script>");
  expect(text).not.toContain("<b>");
  expect(text.match(/<circle/g)).toHaveLength(5);
  expect(text.match(/stroke-dasharray/g)!.length).toBe(6);
});
