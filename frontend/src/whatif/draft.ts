// What the analyst has in hand: the lists as they are shown, and the edits that lead there from the saved model.
// Edits are made one after the other, as the program makes them: drop, move, add, and last reverse.

import type { Line, Model } from "../api/model";

export const INFEASIBLE = "infeasible";
export const IRREVERSIBLE = "irreversible";

export interface Row {
  /** Stays with the row wherever it goes. */
  readonly key: string;
  /** The saved line; null for one that was added here. */
  readonly line: Line | null;
  readonly statement: string;
  readonly words: string;
  readonly off: boolean;
  readonly reversed: boolean;
}

export interface Draft {
  readonly lists: Readonly<Record<string, readonly Row[]>>;
  readonly statusQuo: readonly string[] | null;
}

export type Edit = Readonly<Record<string, string | number | readonly string[]>>;

/** The saved lists by the name that edits give them; parties without a list of lines have none. */
export function savedLists(model: Model): Record<string, Line[]> {
  const lists: Record<string, Line[]> = {};
  for (const party of model.parties) if (party.preference.kind === "list") lists[party.id] = party.preference.lines;
  return { ...lists, [INFEASIBLE]: model.infeasible, [IRREVERSIBLE]: model.irreversible };
}

export function fresh(model: Model): Draft {
  const lists = Object.entries(savedLists(model)).map(([target, lines]) => [target, lines.map((line, at) => rowOf(target, line, at))]);
  return { lists: Object.fromEntries(lists) as Draft["lists"], statusQuo: model.status_quo };
}

function rowOf(target: string, line: Line, at: number): Row {
  return { key: `${target}:${at}`, line, statement: line.statement, words: line.says || line.words, off: false, reversed: false };
}

// Changes of a draft. Each gives a new one, so that undo is a step back.

function withList(draft: Draft, target: string, rows: readonly Row[]): Draft {
  return { ...draft, lists: { ...draft.lists, [target]: rows } };
}

export function moved(draft: Draft, target: string, key: string, to: number): Draft {
  const rows = draft.lists[target] ?? [];
  const row = rows.find((one) => one.key === key);
  if (!row) return draft;
  const others = rows.filter((one) => one !== row);
  const at = Math.max(0, Math.min(to, others.length));
  return withList(draft, target, [...others.slice(0, at), row, ...others.slice(at)]);
}

export function changed(draft: Draft, target: string, key: string, change: Partial<Pick<Row, "off" | "reversed">>): Draft {
  const rows = draft.lists[target] ?? [];
  return withList(draft, target, rows.map((one) => (one.key === key ? { ...one, ...change } : one)));
}

export function added(draft: Draft, target: string, statement: string, words: string, to: number): Draft {
  const rows = draft.lists[target] ?? [];
  const taken = new Set(rows.map((one) => one.key));
  let number = 1;
  while (taken.has(`${target}:new-${number}`)) number += 1;
  const row: Row = { key: `${target}:new-${number}`, line: null, statement, words, off: false, reversed: false };
  const at = Math.max(0, Math.min(to, rows.length));
  return withList(draft, target, [...rows.slice(0, at), row, ...rows.slice(at)]);
}

export function removed(draft: Draft, target: string, key: string): Draft {
  return withList(draft, target, (draft.lists[target] ?? []).filter((one) => one.key !== key));
}

export function toggled(draft: Draft, ref: string): Draft {
  const taken = draft.statusQuo ?? [];
  return { ...draft, statusQuo: taken.includes(ref) ? taken.filter((one) => one !== ref) : [...taken, ref] };
}

// From a draft to edits.

export function editsOf(model: Model, draft: Draft): Edit[] {
  const edits = Object.keys(savedLists(model)).flatMap((target) => listEdits(target, draft.lists[target] ?? []));
  if (draft.statusQuo && !sameSet(draft.statusQuo, model.status_quo)) {
    const [state] = draft.statusQuo;
    if (model.graph) return state === undefined ? edits : [...edits, { status_quo: state }];
    const order = model.parties.flatMap((party) => party.options.map((option) => option.ref));
    edits.push({ status_quo: order.filter((ref) => draft.statusQuo!.includes(ref)) });
  }
  return edits;
}

function sameSet(a: readonly string[], b: readonly string[] | null): boolean {
  return b !== null && a.length === b.length && a.every((one) => b.includes(one));
}

/** How a line is named in an edit: by its statement, or by several of equal importance. */
function named(row: Row): Edit {
  return row.line && row.line.statements.length > 1 ? { equal: row.line.statements } : { statement: row.statement };
}

function listEdits(target: string, rows: readonly Row[]): Edit[] {
  const dropped = rows.filter((row) => row.off && row.line);
  const wanted = rows.filter((row) => !row.off);
  const kept = wanted.filter((row) => row.line);
  const ordered = target !== INFEASIBLE && target !== IRREVERSIBLE;
  return [
    ...dropped.map((row) => ({ drop: target, ...named(row) })),
    ...(ordered ? moves(target, kept) : []),
    ...wanted.flatMap((row, at) => (row.line ? [] : [{ add: target, statement: row.statement, to: at + 1, basis: "assumed" }])),
    ...wanted.filter((row) => row.reversed).map((row) => ({ reverse: target, ...named(row) })),
  ];
}

/** The fewest moves that bring the saved lines into the order of the rows. */
function moves(target: string, wanted: readonly Row[]): Edit[] {
  const place = (row: Row): number => row.line!.place;
  const still = new Set(longestRise(wanted.map(place)).map((at) => wanted[at]!));
  const now = [...wanted].sort((a, b) => place(a) - place(b));
  const edits: Edit[] = [];
  wanted.forEach((row, at) => {
    if (still.has(row)) return;
    const from = now.indexOf(row);
    now.splice(from, 1);
    const to = at === 0 ? 0 : now.indexOf(wanted[at - 1]!) + 1;
    now.splice(to, 0, row);
    if (to !== from) edits.push({ move: target, ...named(row), to: to + 1 });
  });
  return edits;
}

/** The places of a longest rising run in a list of different numbers. */
export function longestRise(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = at;
  });
  const rise: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) rise.unshift(at);
  return rise;
}

/** How many edits touch a list; for the status quo, the name is empty. */
export function touched(edits: readonly Edit[], target: string): number {
  if (!target) return edits.filter((edit) => "status_quo" in edit).length;
  return edits.filter((edit) => edit.drop === target || edit.move === target || edit.add === target || edit.reverse === target).length;
}

/** A draft of an older model, on a newer one: what still fits is kept, lines that came in stand where they are. */
export function rebased(model: Model, draft: Draft): Draft {
  const base = fresh(model);
  const lists = Object.entries(base.lists).map(([target, rows]) => {
    const old = draft.lists[target] ?? [];
    const found = new Map(rows.map((row) => [row.statement, row]));
    const kept = old.flatMap((row): Row[] => {
      if (!row.line) return [row];
      const same = found.get(row.statement);
      return same ? [{ ...same, off: row.off, reversed: row.reversed }] : [];
    });
    rows.forEach((row, at) => {
      if (!old.some((one) => one.line && one.statement === row.statement)) kept.splice(Math.min(at, kept.length), 0, row);
    });
    return [target, kept];
  });
  const options = new Set(model.parties.flatMap((party) => party.options.map((option) => option.ref)));
  const statusQuo = draft.statusQuo?.filter((ref) => options.has(ref)) ?? base.statusQuo;
  return { lists: Object.fromEntries(lists) as Draft["lists"], statusQuo };
}
