// A value with a way back and forth.

export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
}

const MOST = 200;

export function begun<T>(now: T): History<T> {
  return { past: [], now, future: [] };
}

export function done<T>(history: History<T>, now: T): History<T> {
  return { past: [...history.past, history.now].slice(-MOST), now, future: [] };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future };
}
