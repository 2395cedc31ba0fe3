// What a reviewer writes in the fields of a claim, and what of it is a change of the claim's line.

import type { Choice } from "../api/claims";

export type Values = Record<string, string>;

/** What stands in a field: lists with commas, options one a line with what is said of them, intervals as in words. */
export function fieldText(choice: Choice): string {
  const { value } = choice;
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value !== "object") return String(value);
  const pairs = Object.entries(value as Record<string, unknown>);
  if (isDate(choice)) return pairs.map((pair) => String(pair[1])).join(" to ");
  return pairs.map(([key, one]) => `${key}: ${String(one)}`).join("\n");
}

export function isDate(choice: Choice): boolean {
  return choice.key === "said_on" || choice.key === "due";
}

export function changesOf(choices: readonly Choice[], values: Values): Record<string, unknown> {
  const changed = choices.filter((one) => (values[one.key] ?? "").trim() !== fieldText(one));
  return Object.fromEntries(changed.map((one) => [one.key, valueOf(one, (values[one.key] ?? "").trim())]));
}

function valueOf(choice: Choice, text: string): unknown {
  if (!text) return null;
  if (choice.key === "via") return text.split(",").map((one) => one.trim()).filter(Boolean);
  if (choice.key === "about")
    return Object.fromEntries(
      text.split("\n").filter((line) => line.trim()).map((line) => {
        const [ref = "", stance = ""] = line.split(":");
        return [ref.trim(), stance.trim()];
      }),
    );
  const [earliest, latest] = text.split(" to ").map((one) => one.trim());
  return isDate(choice) && latest ? { earliest, latest } : text;
}
