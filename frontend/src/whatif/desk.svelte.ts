// The desk of one snapshot: its model, the draft with its way back, and the answers to it. Drafts outlive a change of
// the view, a lost server, and, where the browser allows that, a closed page.

import { get, Gone, post, Refused } from "../api/client";
import type { Diagnostic } from "../api/dossier";
import { type Answers, answers, type Model, model } from "../api/model";
import { begun, done, type History, redone, undone } from "../state/history";
import { said, workbench } from "../state/workbench.svelte";
import { type Draft, type Edit, editsOf, fresh, rebased } from "./draft";

const NONE: Edit[] = [];

export class Desk {
  model = $state.raw<Model | null>(null);
  history = $state.raw<History<Draft> | null>(null);
  answers = $state.raw<Answers | null>(null);
  fault = $state<string | null>(null);
  /** What is wrong with the edits, where the program does not take them. */
  faults = $state.raw<readonly Diagnostic[]>([]);
  busy = $state(false);
  /** The file was changed by somebody else while there were edits. */
  rebased = $state(false);
  #asked: AbortController | null = null;

  constructor(readonly snapshot: string) {}

  // Getters, for a desk outlives the view that made it, and what is derived in a view ends with it.
  get draft(): Draft | null {
    return this.history?.now ?? null;
  }

  get edits(): Edit[] {
    const { model: found, draft } = this;
    if (!found || !draft) return NONE;
    if (this.#edits?.model !== found || this.#edits.draft !== draft) this.#edits = { model: found, draft, edits: editsOf(found, draft) };
    return this.#edits.edits;
  }

  #edits: { model: Model; draft: Draft; edits: Edit[] } | null = null;

  async load(): Promise<void> {
    try {
      const found = await get("/api/model", { snapshot: this.snapshot }, model);
      const before = this.model;
      this.model = found;
      if (!before) this.history = begun(this.#kept(found) ?? fresh(found));
      else if (before.digest !== found.digest && this.history) {
        this.rebased = editsOf(before, this.history.now).length > 0;
        this.history = begun(this.rebased ? rebased(found, this.history.now) : fresh(found));
      }
      this.fault = null;
      this.#keep();
      await this.ask();
    } catch (error) {
      this.fault = said(error);
    }
  }

  change(draft: Draft): void {
    if (this.history) this.#now(done(this.history, draft));
  }

  undo(): void {
    if (!this.history?.past.length) return;
    this.#now(undone(this.history));
    workbench.tell("Undone");
  }

  redo(): void {
    if (!this.history?.future.length) return;
    this.#now(redone(this.history));
    workbench.tell("Done again");
  }

  /** Back to the model as it is saved; undo brings the edits back. */
  clear(): void {
    if (this.model) this.change(fresh(this.model));
  }

  #now(history: History<Draft>): void {
    this.history = history;
    this.#keep();
    void this.ask();
  }

  async ask(): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    this.busy = true;
    try {
      const found = await post("/api/answers", { snapshot: this.snapshot, edits: this.edits }, answers, asked.signal);
      if (asked !== this.#asked) return;
      const words = found.changed.map((one) => one.words).join(". ");
      if (this.answers) workbench.tell(words || "The answers are those of the saved model");
      this.answers = found;
      this.faults = [];
      this.fault = null;
    } catch (error) {
      if (asked !== this.#asked || (error instanceof DOMException && error.name === "AbortError")) return;
      if (error instanceof Refused && error.diagnostics.length) this.faults = error.diagnostics;
      else if (!(error instanceof Gone)) this.fault = said(error);
    }
    if (asked === this.#asked) this.busy = false;
  }

  get #key(): string {
    return `detente-draft:${workbench.dossier?.name ?? ""}:${this.snapshot}`;
  }

  #keep(): void {
    try {
      if (this.edits.length) localStorage.setItem(this.#key, JSON.stringify({ digest: this.model?.digest, draft: this.draft }));
      else localStorage.removeItem(this.#key);
    } catch {
      // Where nothing can be kept, the draft lives as long as the page.
    }
  }

  #kept(found: Model): Draft | null {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key) ?? "null") as { draft: Draft } | null;
      return kept ? rebased(found, kept.draft) : null;
    } catch {
      return null;
    }
  }
}

const desks = new Map<string, Desk>();

export function deskOf(snapshot: string): Desk {
  let desk = desks.get(snapshot);
  if (!desk) desks.set(snapshot, (desk = new Desk(snapshot)));
  return desk;
}
