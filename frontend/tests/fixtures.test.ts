// Real answers of the server, written by `make fixtures`: the page takes them, and notices when something is missing.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Check, Misfit, object } from "../src/api/check";
import { brief, evidence, proposals, report } from "../src/api/claims";
import { document } from "../src/api/document";
import { dossier, fault } from "../src/api/dossier";
import { chart, explained } from "../src/api/map";
import { answers, model, source, statement } from "../src/api/model";
import { layout } from "../src/map/layout";
import { editsOf, fresh } from "../src/whatif/draft";

const FOLDER = new URL("../fixtures/", import.meta.url);

const CHECKS: Record<string, Check<unknown>> = {
  answers,
  brief,
  change: object({ document }),
  dossier,
  evidence,
  explain: explained,
  map: chart,
  model,
  proposals,
  refused: fault,
  report,
  source,
  statement,
};

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
}

/** The check of a file: korea-map.json is a map, statement-faults.json a statement. */
function checkOf(name: string): Check<unknown> {
  const kind = name.replace(".json", "").split("-").find((part) => part in CHECKS);
  if (!kind) throw new Error(`no check for ${name}`);
  return CHECKS[kind]!;
}

const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

describe("the answers of the server", () => {
  it("are all here", () => expect(NAMES.length).toBeGreaterThan(15));

  it.each(NAMES)("%s fits", (name) => {
    expect(() => checkOf(name)(read(name), "")).not.toThrow();
  });

  it.each(NAMES)("%s with another value in place of a list or an object does not", (name) => {
    const whole = read(name) as Record<string, unknown>;
    const check = checkOf(name);
    const known = Object.keys(check(whole, "") as object);
    for (const key of known) {
      if (typeof whole[key] !== "object" || whole[key] === null) continue;
      expect(() => check({ ...whole, [key]: 7 }, ""), key).toThrow(Misfit);
    }
  });
});

it("a saved model has no edits, and a chart has a place for each state", () => {
  for (const name of ["model.json", "korea-model.json"]) {
    const found = model(read(name), "");
    expect(editsOf(found, fresh(found))).toEqual([]);
  }
  for (const name of ["map.json", "korea-map.json"]) {
    const found = chart(read(name), "");
    expect(layout(found).size).toBe(found.states.length);
  }
});
