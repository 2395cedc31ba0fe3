// The brief as data: sections, blocks, and words with the grounds on which they rest.

import { type Check, type Checked, kinds, list, Misfit, number, object, otherwise, perhaps, text, truth } from "./check";

export const basis = perhaps(text);

const grounds = object({ basis, claims: otherwise(list(text), []), against: otherwise(list(text), []) });
export type Grounds = Checked<typeof grounds>;

/** Words and grounds; a plain text counts as words alone. */
export type Text = (string | Grounds)[];
export const words: Check<Text> = (value, path) => {
  if (typeof value === "string") return [value];
  return list<string | Grounds>((part, place) => (typeof part === "string" ? part : grounds(part, place)))(value, path);
};

export interface Item {
  text: Text;
  items: Item[];
}
const item: Check<Item> = (value, path) =>
  object({ text: words, items: otherwise(list<Item>((one, place) => item(one, place)), []) })(value, path);

const tableShape = object({
  caption: text,
  columns: list(text),
  rows: list(list(words)),
  numbers: otherwise(truth, false),
  marks: otherwise(list(text), []),
});
export type Table = Checked<typeof tableShape>;
const table: Check<Table> = (value, path) => {
  const found = tableShape(value, path);
  found.rows.forEach((row, place) => {
    if (row.length !== found.columns.length)
      throw new Misfit(`${path}.rows[${place}]`, `a row of ${found.columns.length} cells`, row.length);
  });
  return found;
};

const picture = object({
  caption: text,
  told: text,
  nodes: list(object({ id: text, label: text, kind: text })),
  edges: list(object({ source: text, target: text, party: text, label: text, gains: truth })),
});
export type Picture = Checked<typeof picture>;

const source = object({ id: text, says: text, origin: text, state: text, words: perhaps(text) });
export type Source = Checked<typeof source>;

export type Block =
  | { kind: "paragraph"; text: Text }
  | { kind: "note"; text: string }
  | { kind: "subheading"; text: string }
  | { kind: "items"; items: Item[] }
  | ({ kind: "table" } & Table)
  | { kind: "matrix"; table: Table; told: Item[] }
  | ({ kind: "picture" } & Picture)
  | { kind: "sources"; sources: Source[] };

// What a matrix tells comes as a block of items, or as the items themselves.
const told: Check<Item[]> = (value, path) =>
  Array.isArray(value) ? list(item)(value, path) : object({ items: list(item) })(value, path).items;

const block: Check<Block> = kinds<Block>("kind", {
  paragraph: (value, path) => ({ kind: "paragraph", ...object({ text: words })(value, path) }),
  note: (value, path) => ({ kind: "note", ...object({ text })(value, path) }),
  subheading: (value, path) => ({ kind: "subheading", ...object({ text })(value, path) }),
  items: (value, path) => ({ kind: "items", ...object({ items: list(item) })(value, path) }),
  table: (value, path) => ({ kind: "table", ...table(value, path) }),
  matrix: (value, path) => ({ kind: "matrix", ...object({ table, told })(value, path) }),
  picture: (value, path) => ({ kind: "picture", ...picture(value, path) }),
  sources: (value, path) => ({ kind: "sources", ...object({ sources: list(source) })(value, path) }),
});

const section = object({
  id: text,
  title: text,
  first: otherwise(truth, false),
  theory: otherwise(truth, false),
  blocks: list(block),
});
export type Section = Checked<typeof section>;

export const document = object({
  title: text,
  day: otherwise(text, ""),
  lead: otherwise(text, ""),
  sections: list(section),
});
export type Document = Checked<typeof document>;

const progress = object({ progress: list(number) });
export const computing: Check<[number, number]> = (value, path) => {
  const [done = 0, total = 0] = progress(value, path).progress;
  return [done, total];
};
