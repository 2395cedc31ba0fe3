// Small checks of what comes over the border. A check takes a value and says where it stood, and gives the
// value back with its type, or says in one sentence what does not fit. Keys that are not asked for stay out.

export class Misfit extends Error {
  override name = "Misfit";

  constructor(
    readonly path: string,
    readonly wanted: string,
    value: unknown,
  ) {
    super(`The answer of the server does not fit: ${path || "it"} should be ${wanted}, and is ${shown(value)}.`);
  }
}

export type Check<T> = (value: unknown, path: string) => T;
export type Checked<C> = C extends Check<infer T> ? T : never;

function shown(value: unknown): string {
  if (value === undefined) return "not there";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export const text: Check<string> = (value, path) => {
  if (typeof value !== "string") throw new Misfit(path, "a text", value);
  return value;
};

export const number: Check<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Misfit(path, "a number", value);
  return value;
};

export const truth: Check<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new Misfit(path, "true or false", value);
  return value;
};

export const anything: Check<unknown> = (value) => value;

export function word<const W extends string>(...words: W[]): Check<W> {
  return (value, path) => {
    if (!words.includes(value as W)) throw new Misfit(path, `one of ${words.join(", ")}`, value);
    return value as W;
  };
}

export function perhaps<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null || value === undefined ? null : check(value, path));
}

export function otherwise<T>(check: Check<T>, missing: T): Check<T> {
  return (value, path) => (value === undefined || value === null ? missing : check(value, path));
}

export function list<T>(check: Check<T>): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Misfit(path, "a list", value);
    return value.map((one, place) => check(one, `${path}[${place}]`));
  };
}

export function table<T>(check: Check<T>): Check<Record<string, T>> {
  return (value, path) => {
    if (!isObject(value)) throw new Misfit(path, "an object", value);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, check(one, path ? `${path}.${key}` : key)]),
    );
  };
}

type Shape = Record<string, Check<unknown>>;
type Shaped<S extends Shape> = { [K in keyof S]: Checked<S[K]> };

export function object<S extends Shape>(shape: S): Check<Shaped<S>> {
  return (value, path) => {
    if (!isObject(value)) throw new Misfit(path, "an object", value);
    return Object.fromEntries(
      Object.entries(shape).map(([key, check]) => [key, check(value[key], path ? `${path}.${key}` : key)]),
    ) as Shaped<S>;
  };
}

/** One of several shapes, told apart by the word under a key. */
export function kinds<T>(key: string, shapes: Record<string, Check<T>>): Check<T> {
  return (value, path) => {
    if (!isObject(value)) throw new Misfit(path, "an object", value);
    const kind = value[key];
    const check = typeof kind === "string" && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    if (!check) throw new Misfit(`${path}.${key}`, `one of ${Object.keys(shapes).join(", ")}`, kind);
    return check(value, path);
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
