// What all views share: the dossier, where one is, the claims, and whether the server is there.

import { Misfit, table } from "../api/check";
import { type Claim, type Evidence, claim, evidence } from "../api/claims";
import { get, Gone, onContact } from "../api/client";
import { type Dossier, dossier, type Snapshot } from "../api/dossier";
import { link, parsed, type Route, type View } from "./route";

const EVERY = 5000;

class Workbench {
  dossier = $state.raw<Dossier | null>(null);
  fault = $state<string | null>(null);
  here = $state(true);
  /** The dossier on the disk is another one than that on the screen. */
  changed = $state(false);
  route = $state.raw<Route>(parsed(location.hash));
  claims = $state.raw<Readonly<Record<string, Claim>>>({});
  /** Said aloud by screen readers. */
  told = $state("");
  /** Counts up when the dossier is read anew; views load again when it does. */
  reading = $state(0);

  readonly snapshot: Snapshot | null = $derived.by(() => {
    const found = this.dossier;
    if (!found) return null;
    const wanted = this.route.query.snapshot ?? found.latest;
    return found.snapshots.find((one) => one.name === wanted) ?? found.snapshots.at(-1) ?? null;
  });

  /** The place of a party among all, for its colour. */
  colour(party: string): string {
    const place = this.dossier?.parties.findIndex((one) => one.id === party) ?? -1;
    return place < 0 ? "party-none" : `party-${place % 8}`;
  }

  partyName(party: string): string {
    return this.dossier?.parties.find((one) => one.id === party)?.name ?? party;
  }

  optionName(ref: string): string {
    return this.dossier?.options.find((one) => one.ref === ref)?.name ?? ref;
  }

  outlet(report: string): string {
    return this.dossier?.reports.find((one) => one.id === report)?.outlet ?? report;
  }

  async start(): Promise<void> {
    addEventListener("hashchange", () => (this.route = parsed(location.hash)));
    onContact((here) => {
      this.here = here;
    });
    await this.read();
    setInterval(() => void this.poll(), EVERY);
  }

  async read(): Promise<void> {
    try {
      this.dossier = await get("/api/dossier", {}, dossier);
      this.changed = false;
      this.fault = null;
      this.#evidence = null;
      this.reading += 1;
    } catch (error) {
      this.fault = said(error);
    }
  }

  async poll(): Promise<void> {
    if (document.hidden) return;
    if (!this.dossier) return this.read();
    try {
      const found = await get("/api/dossier", {}, dossier);
      this.changed = found.fingerprint !== this.dossier.fingerprint;
    } catch (error) {
      if (!(error instanceof Gone)) this.fault = said(error);
    }
  }

  /** Take over what the page itself has just saved, without asking whether to. */
  async refresh(): Promise<void> {
    this.dossier = await get("/api/dossier", {}, dossier);
    this.changed = false;
    this.#evidence = null;
  }

  #evidence: Promise<Evidence> | null = null;

  /** All claims with the lines that rest on them; asked for once until the dossier changes. */
  async evidence(): Promise<Evidence> {
    this.#evidence ??= get("/api/evidence", {}, evidence).then((found) => {
      this.know(Object.fromEntries(found.claims.map((one) => [one.id, one])));
      return found;
    });
    try {
      return await this.#evidence;
    } catch (error) {
      this.#evidence = null;
      throw error;
    }
  }

  know(claims: Record<string, Claim>): void {
    this.claims = { ...this.claims, ...table(claim)(claims, "claims") };
  }

  go(view: View, query: Record<string, string | null | undefined> = {}, replace = false): void {
    const hash = link(view, query);
    if (hash === location.hash) return;
    if (replace) {
      history.replaceState(null, "", hash);
      this.route = parsed(hash);
    } else location.hash = hash;
  }

  tell(words: string): void {
    this.told = this.told === words ? `${words}\u00a0` : words;
  }
}

export const workbench = new Workbench();

/** What an error says to a person. */
export function said(error: unknown): string {
  if (error instanceof Misfit) return `${error.message} The page and the program may be of different versions.`;
  return error instanceof Error ? error.message : String(error);
}
