// The dossier as a whole: what there is to look at.

import { type Checked, list, number, object, otherwise, perhaps, text, truth } from "./check";

export const diagnostic = object({
  severity: otherwise(text, "error"),
  code: otherwise(text, ""),
  message: text,
  cure: otherwise(text, ""),
  file: perhaps(text),
  line: perhaps(number),
  column: perhaps(number),
  edit: perhaps(number),
});
export type Diagnostic = Checked<typeof diagnostic>;

export const fault = object({ error: text, message: text, diagnostics: otherwise(list(diagnostic), []) });

const snapshot = object({
  name: text,
  title: text,
  as_of: perhaps(text),
  alternative_of: perhaps(text),
  digest: perhaps(text),
  faults: list(diagnostic),
});
export type Snapshot = Checked<typeof snapshot>;

const report = object({
  id: text,
  outlet: otherwise(text, "An unknown outlet"),
  title: otherwise(text, ""),
  dated: text,
  language: otherwise(text, ""),
  has_text: truth,
  claims: number,
});
export type Report = Checked<typeof report>;

export const dossier = object({
  title: text,
  name: text,
  writable: truth,
  fingerprint: text,
  snapshots: list(snapshot),
  latest: perhaps(text),
  actors: list(object({ id: text, name: text, kind: otherwise(text, ""), speaks_for: list(text) })),
  reports: list(report),
  options: list(object({ ref: text, dm: text, id: text, name: text })),
  parties: list(object({ id: text, name: text })),
  proposed: number,
});
export type Dossier = Checked<typeof dossier>;

/** Whether the file of a snapshot has faults, and not warnings alone. */
export function isBroken(one: Snapshot): boolean {
  return one.faults.some((found) => found.severity === "error");
}
