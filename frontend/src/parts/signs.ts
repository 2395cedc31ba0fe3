// The signs that go with words such as "met"; the word itself always stays.
import { type Text } from "../api/document";

export interface Sign {
  mark: string;
  look: string;
}

const SIGNS: Readonly<Record<string, Sign>> = {
  met: { mark: "✓", look: "good" },
  verified: { mark: "✓", look: "good" },
  unmet: { mark: "✗", look: "bad" },
  "text differs": { mark: "✗", look: "bad" },
  "partly met": { mark: "◐", look: "partly" },
  unknown: { mark: "?", look: "unknown" },
  "text not at hand": { mark: "○", look: "unknown" },
};

export function signOf(word: string): Sign {
  return SIGNS[word.trim().toLowerCase()] ?? { mark: "•", look: "other" };
}

/** The column of a row that already says its mark in words, or -1. */
export function markedColumn(row: Text[], mark: string): number {
  const wanted = mark.trim().toLowerCase();
  return row.findIndex((cell) => cell.map(String).join("").trim().toLowerCase() === wanted);
}
