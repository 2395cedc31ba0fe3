// Where the states stand: today at the left, and each state in the column of how many options differ from today, so
// that to the right is what takes more change. The same chart always gives the same places.

import type { Chart, Move, State } from "../api/map";

export interface Place {
  x: number;
  y: number;
}

export const COLUMN = 190;
export const ROW = 46;

/** The options that differ between two states; in graph form their names do, or do not. */
export function differing(a: State, b: State): string[] {
  return [...a.taken.filter((one) => !b.taken.includes(one)), ...b.taken.filter((one) => !a.taken.includes(one))];
}

/** Whether a state has a name of its own, as in graph form, and no options. */
function named(state: State): boolean {
  return state.taken.length === 1 && state.taken[0] === state.name;
}

/** How far each state is from today: in options that differ, in graph form in moves. */
function distances(chart: Chart, root: State): Map<string, number> {
  if (!named(root)) return new Map(chart.states.map((one) => [one.id, differing(root, one).length]));
  const near = neighbours(chart.moves);
  const far = new Map([[root.id, 0]]);
  for (const [id, steps] of far) for (const next of near.get(id) ?? []) if (!far.has(next)) far.set(next, steps + 1);
  const last = Math.max(...far.values()) + 1;
  return new Map(chart.states.map((one) => [one.id, far.get(one.id) ?? last]));
}

export function layout(chart: Chart): Map<string, Place> {
  const root = chart.states.find((one) => one.status_quo) ?? chart.states[0];
  if (!root) return new Map();
  const columns = new Map<number, State[]>();
  const distance = distances(chart, root);
  for (const state of chart.states) {
    const far = distance.get(state.id)!;
    columns.set(far, [...(columns.get(far) ?? []), state]);
  }
  const ordered = [...columns].sort((a, b) => a[0] - b[0]).map((pair) => pair[1]);
  const order = new Map<string, number>();
  const rank = (states: State[]): void => states.forEach((one, at) => order.set(one.id, at - (states.length - 1) / 2));
  ordered.forEach(rank);
  const near = neighbours(chart.moves);
  for (let sweep = 0; sweep < 4; sweep += 1) {
    const states = sweep % 2 ? [...ordered].reverse() : ordered;
    for (const column of states) {
      const weight = new Map(column.map((one) => [one.id, barycentre(one.id, near, order)]));
      column.sort((a, b) => weight.get(a.id)! - weight.get(b.id)! || order.get(a.id)! - order.get(b.id)!);
      rank(column);
    }
  }
  const tallest = Math.max(...ordered.map((one) => one.length));
  const most = Math.max(12, Math.ceil(Math.sqrt(tallest * 6)));
  return placed(ordered, most);
}

/** Give places column by column; one that is too tall for the page stands in several files side by side. */
function placed(columns: State[][], most: number): Map<string, Place> {
  const places = new Map<string, Place>();
  let x = 0;
  for (const column of columns) {
    const files = Math.ceil(column.length / most);
    const rows = Math.ceil(column.length / files);
    column.forEach((state, at) => {
      const file = Math.floor(at / rows);
      const inFile = Math.min(rows, column.length - file * rows);
      places.set(state.id, { x: x + file * COLUMN * 0.9, y: ((at % rows) - (inFile - 1) / 2) * ROW + (file % 2) * (ROW / 2) });
    });
    x += COLUMN * (1 + (files - 1) * 0.9);
  }
  return places;
}

function neighbours(moves: readonly Move[]): Map<string, string[]> {
  const near = new Map<string, string[]>();
  for (const one of moves) {
    near.set(one.from, [...(near.get(one.from) ?? []), one.to]);
    near.set(one.to, [...(near.get(one.to) ?? []), one.from]);
  }
  return near;
}

function barycentre(id: string, near: ReadonlyMap<string, string[]>, order: ReadonlyMap<string, number>): number {
  const places = (near.get(id) ?? []).flatMap((one) => order.get(one) ?? []);
  return places.length ? places.reduce((sum, one) => sum + one, 0) / places.length : order.get(id)!;
}

/** A few words on a node: which options differ from today; an id that two parties have comes with its party. */
export function labelOf(state: State, root: State | undefined, refs: readonly string[]): string {
  if (named(state)) return state.status_quo ? `${state.name} (today)` : state.name;
  if (!root || state.status_quo) return state.status_quo ? "today" : state.name;
  const idOf = (ref: string): string => ref.split(".").at(-1) ?? ref;
  const ids = differing(root, state).map((ref) => {
    const own = refs.filter((one) => idOf(one) === idOf(ref)).length > 1 ? ref : idOf(ref);
    return root.taken.includes(ref) ? `no ${own}` : own;
  });
  return ids.length > 4 ? `${ids.slice(0, 3).join(", ")} + ${ids.length - 3}` : ids.join(", ");
}

/** Stretch places so that they fill a frame of some width and height, where that is no great distortion. */
export function stretched(places: ReadonlyMap<string, Place>, width: number, height: number): Map<string, Place> {
  const xs = [...places.values()].map((one) => one.x);
  const ys = [...places.values()].map((one) => one.y);
  const wide = Math.max(...xs) - Math.min(...xs) || 1;
  const tall = Math.max(...ys) - Math.min(...ys) || 1;
  const by = Math.max(1, Math.min(3, ((height / Math.max(width, 1)) * wide) / tall));
  return new Map([...places].map(([id, one]) => [id, { x: one.x, y: one.y * by }]));
}

/** The moves that are drawn: those of one option, those along the roads, and all at a chosen state. A party that
 * changes several options at once otherwise draws a line between nearly all its states. */
export function drawn(chart: Chart, chosen: string | null, all: boolean): Move[] {
  const states = new Map(chart.states.map((one) => [one.id, one]));
  return chart.moves.filter((one) => {
    const [from, to] = [states.get(one.from), states.get(one.to)];
    if (!from || !to) return false;
    // Without the steps that nobody likes, a deal would stand alone.
    if (!one.improves && !all) return holds(to) && !holds(from);
    return one.from === chosen || named(from) || differing(from, to).length === 1 || holds(to);
  });
}

function holds(state: State): boolean {
  return state.equilibrium_under.includes("nash") || (state.outcomes.length > 0 && state.equilibrium_under.includes("seq"));
}
