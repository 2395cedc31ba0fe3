// A snapshot's model and its answers, as it is saved and as it is edited.

import { type Checked, list, number, object, otherwise, perhaps, table, text, truth, word } from "./check";

const line = object({
  statement: text,
  statements: list(text),
  says: otherwise(text, ""),
  words: otherwise(text, ""),
  basis: text,
  because: list(text),
  against: list(text),
  place: number,
});
export type Line = Checked<typeof line>;

const option = object({ ref: text, id: text, name: text });
export type Option = Checked<typeof option>;

const party = object({
  id: text,
  name: text,
  options: list(option),
  preference: object({
    kind: word("list", "ranking", "scores", "weights"),
    lines: list(line),
    told: otherwise(list(text), []),
  }),
});
export type Party = Checked<typeof party>;

export const model = object({
  snapshot: text,
  digest: text,
  as_of: perhaps(text),
  title: text,
  /** In graph form the status quo is one state by its name. */
  graph: otherwise(truth, false),
  states: otherwise(list(text), []),
  parties: list(party),
  infeasible: list(line),
  irreversible: list(line),
  status_quo: perhaps(list(text)),
  outcomes: list(object({ id: text, name: text, where: text })),
});
export type Model = Checked<typeof model>;

const partyAnswer = object({
  id: text,
  stays: truth,
  stable_under: list(text),
  best_step: perhaps(object({ words: text, target: list(text) })),
});

const outcomeAnswer = object({
  id: text,
  name: text,
  holds: truth,
  ways: number,
  take: list(text),
  leave: list(text),
  words: text,
});

const answered = object({
  holds_under: list(text),
  holds: truth,
  parties: list(partyAnswer),
  outcomes: list(outcomeAnswer),
  equilibria: table(number),
  states: number,
});
export type Answered = Checked<typeof answered>;

export const answers = object({
  digest: text,
  saved: answered,
  edited: answered,
  changed: list(object({ kind: text, id: text, words: text })),
  seconds: otherwise(number, 0),
});
export type Answers = Checked<typeof answers>;

export const statement = object({
  ok: truth,
  canonical: perhaps(text),
  words: perhaps(text),
  faults: list(object({ message: text, cure: otherwise(text, ""), start: perhaps(number), end: perhaps(number) })),
  completions: list(object({ text, name: otherwise(text, ""), start: number, end: number })),
});
export type Statement = Checked<typeof statement>;
export type Completion = Statement["completions"][number];

export const source = object({
  text,
  faults: list(object({ message: text, cure: otherwise(text, ""), line: perhaps(number), column: perhaps(number) })),
  writable: truth,
  digest: text,
});
export type Source = Checked<typeof source>;
