// States and moves to draw, and why a state is stable.

import { type Checked, list, number, object, otherwise, text, truth } from "./check";

const state = object({
  id: text,
  name: text,
  taken: list(text),
  status_quo: truth,
  outcomes: otherwise(list(text), []),
  equilibrium_under: otherwise(list(text), []),
  words: text,
});
export type State = Checked<typeof state>;

const move = object({ from: text, to: text, dm: text, improves: truth });
export type Move = Checked<typeof move>;

export const chart = object({ states: list(state), moves: list(move), more: number });
export type Chart = Checked<typeof chart>;

export const explained = object({
  words: list(text),
  payload: object({ stable: truth }),
  sanction: object({ states: list(state), moves: list(move) }),
});
export type Explained = Checked<typeof explained>;
