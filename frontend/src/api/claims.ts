// Claims: who says or does what, and where that stands.

import { anything, type Checked, list, number, object, otherwise, perhaps, table, text, truth } from "./check";
import { document } from "./document";

const claimShape = {
  id: text,
  by: text,
  via: otherwise(list(text), []),
  kind: text,
  says: text,
  said_on: text,
  report: text,
  grade: text,
  anchor: text,
  words: perhaps(text),
};
export const claim = object(claimShape);
export type Claim = Checked<typeof claim>;

export const brief = object({ snapshot: text, document, claims: otherwise(table(claim), {}) });
export type Brief = Checked<typeof brief>;

const supported = object({ snapshot: text, target: text, line: text, side: text });
export type Supported = Checked<typeof supported>;

const evidenceClaim = object({
  ...claimShape,
  start: perhaps(number),
  end: perhaps(number),
  by_id: text,
  to: perhaps(text),
  about: otherwise(table(text), {}),
  if: perhaps(text),
  then: perhaps(text),
  due: perhaps(text),
  status: text,
  lines: otherwise(list(supported), []),
});
export type EvidenceClaim = Checked<typeof evidenceClaim>;

export const evidence = object({ claims: list(evidenceClaim) });
export type Evidence = Checked<typeof evidence>;

export const report = object({
  id: text,
  outlet: otherwise(text, "An unknown outlet"),
  title: otherwise(text, ""),
  dated: text,
  text: perhaps(text),
  claims: list(object({ id: text, start: number, end: number, status: text, state: text })),
});
export type ReportText = Checked<typeof report>;

// The review: claims to decide on.

const choice = object({ key: text, value: anything, values: perhaps(list(text)) });
export type Choice = Checked<typeof choice>;

const proposal = object({
  claim: evidenceClaim,
  words: perhaps(text),
  before: text,
  after: text,
  choices: list(choice),
  earlier: list(object({ status: text, by: text, on: text, note: otherwise(text, "") })),
  suggestions: list(
    object({ changes: anything, refs: list(text), names: list(text), stance: perhaps(text), earlier: list(text) }),
  ),
  neutral: truth,
  contradicts: list(object({ id: text, said_on: text, says: text })),
});
export type Proposal = Checked<typeof proposal>;

export const proposals = object({
  by: otherwise(text, ""),
  writable: otherwise(truth, true),
  can_undo: otherwise(truth, false),
  proposals: list(proposal),
});
export type Proposals = Checked<typeof proposals>;

export const reviewed = object({ claim: perhaps(text) });
