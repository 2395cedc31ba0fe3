// Which claims are shown.

import type { EvidenceClaim } from "../api/claims";

export interface Filters {
  report: string;
  speaker: string;
  option: string;
  status: string;
  from: string;
  to: string;
}

export const KEYS = ["report", "speaker", "option", "status", "from", "to"] as const;

export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  return Object.fromEntries(KEYS.map((key) => [key, key === "report" ? (query.only ?? "") : (query[key] ?? "")])) as unknown as Filters;
}

export function fits(claim: EvidenceClaim, filters: Filters): boolean {
  const [first, last] = endsOf(claim.said_on);
  return (
    (!filters.report || claim.report === filters.report) &&
    (!filters.speaker || claim.by_id === filters.speaker) &&
    (!filters.option || filters.option in claim.about || speaksOf(claim, filters.option)) &&
    (!filters.status || claim.status === filters.status) &&
    (!filters.from || last >= filters.from) &&
    (!filters.to || first <= filters.to)
  );
}

function speaksOf(claim: EvidenceClaim, ref: string): boolean {
  return `${claim.if ?? ""} ${claim.then ?? ""}`.split(/[^\w.]+/).includes(ref);
}

/** The first and the last day of a day or an interval; written so, days compare as texts. */
export function endsOf(text: string): [string, string] {
  const [first = "", last = first] = text.split(" to ");
  return [first, last];
}
