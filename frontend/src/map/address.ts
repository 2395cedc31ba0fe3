// A state in the address of the page: the options that are taken, so that a link holds in every version of a model.

import type { State } from "../api/map";

const BETWEEN = "|";
const NOTHING = "-";

export function keyOf(state: State): string {
  return state.taken.join(BETWEEN) || NOTHING;
}

export function optionsOf(key: string | undefined): string[] | null {
  if (!key || key === NOTHING) return null;
  return key.split(BETWEEN);
}
