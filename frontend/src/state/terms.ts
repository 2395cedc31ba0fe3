// The terms of the theory and of the sources in plain English, shown on hover and on focus.

export const CONCEPTS = {
  nash: "Nobody can do better by a move of its own.",
  gmr: "Whatever a party could gain, the others can answer, even at a cost to themselves, so that it ends no better.",
  smr: "The others can answer any gain as in gmr, and no further move of its own helps the party then.",
  seq: "Whatever a party could gain, the others can answer by steps that are good for whoever takes them, so that it ends no better.",
  sseq: "The others can answer any gain as in seq, and no further move of its own helps the party then.",
} as const;

export const BASES: Readonly<Record<string, string>> = {
  reported: "Claims of the reports say so.",
  inferred: "Claims of the reports make it likely.",
  assumed: "The modeller's own assumption; no claim says so.",
  logical: "Logic itself says so.",
};

const TERMS: Readonly<Record<string, string>> = {
  ...CONCEPTS,
  equilibrium: "A state that no party would leave, each for its own reasons.",
  holds: "No party would leave it by itself, as each reckons with the answers of the others (seq).",
  "status quo": "How things stand today.",
  option: "Something that a party can do or leave.",
  state: "One full picture: for every option, whether it is taken.",
  outcome: "A named set of states, such as a small deal.",
  basis: "What a line rests on: reported, inferred or assumed.",
  grade: "How reliable the source is (A best, F unknown) and how credible the claim (1 best, 6 unknown).",
  line: "One entry of a party's list: what it wants, the most important first.",
  snapshot: "The model of one day.",
  "rival reading": "Another reading of the same day.",
  sanction: "What the others do after a gain, so that who gained ends no better.",
};

export function meaningOf(term: string): string | null {
  return TERMS[term.toLowerCase()] ?? BASES[term.toLowerCase()] ?? null;
}

/** What an Admiralty grade such as B2 says. */
export function gradeText(grade: string): string {
  const source = { A: "reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable", E: "unreliable", F: "of unknown reliability" }[grade[0] ?? ""]; // prettier-ignore
  const claim = { 1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged" }[grade[1] ?? ""]; // prettier-ignore
  return source && claim ? `Source ${source}; claim ${claim}` : `Grade ${grade}`;
}
