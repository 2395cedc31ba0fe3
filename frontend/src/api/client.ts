// Every request to the server goes through here: one way to ask, one shape of a fault.

import { type Check, Misfit } from "./check";
import { type Diagnostic, fault } from "./dossier";

/** The server understood and said no, or gave something that does not fit. */
export class Refused extends Error {
  override name = "Refused";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly diagnostics: Diagnostic[] = [],
  ) {
    super(message);
  }
}

/** There was no answer at all. */
export class Gone extends Error {
  override name = "Gone";

  constructor() {
    super("The server does not answer. Start it again: detente workbench NAME. Nothing that you changed is lost.");
  }
}

/** The answer is not ready; it says how far it is. */
export class NotYet extends Error {
  override name = "NotYet";

  constructor(readonly body: unknown) {
    super("The answer is being computed.");
  }
}

type Listener = (here: boolean) => void;
const listeners = new Set<Listener>();

/** Be told whenever a request shows that the server is there, or is not. */
export function onContact(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function get<T>(
  path: string,
  query: Record<string, string | null | undefined>,
  check: Check<T>,
  signal?: AbortSignal,
): Promise<T> {
  return ask(address(path, query), signal ? { signal } : {}, check);
}

export async function post<T>(path: string, body: unknown, check: Check<T>, signal?: AbortSignal): Promise<T> {
  const options: RequestInit = {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Detente": "1" },
    body: JSON.stringify(body),
  };
  if (signal) options.signal = signal;
  return ask(path, options, check);
}

export function address(path: string, query: Record<string, string | null | undefined>): string {
  const asked = Object.entries(query).filter((pair): pair is [string, string] => pair[1] != null && pair[1] !== "");
  return asked.length ? `${path}?${new URLSearchParams(asked)}` : path;
}

async function ask<T>(path: string, options: RequestInit, check: Check<T>): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    for (const listener of listeners) listener(false);
    throw new Gone();
  }
  for (const listener of listeners) listener(true);
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 202) throw new NotYet(body);
  if (!response.ok) throw refusal(response.status, body);
  return check(body, "");
}

function refusal(status: number, body: unknown): Refused {
  try {
    const said = fault(body, "");
    return new Refused(status, said.error, said.message, said.diagnostics);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return new Refused(status, "Refused", `The server refused this (${status}) and did not say why.`);
  }
}
