// Something asked of the server, with what became of it: found, refused, or still being computed.

import { NotYet } from "../api/client";
import { computing } from "../api/document";
import { said, workbench } from "./workbench.svelte";

const AGAIN = 400;

export class Asked<T> {
  found = $state.raw<T | null>(null);
  fault = $state<string | null>(null);
  progress = $state.raw<[number, number] | null>(null);
  busy = $state(false);
  #turn = 0;

  /** Ask; a later question puts an earlier one aside. */
  async ask(question: () => Promise<T>, keep = false): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    if (!keep) this.found = null;
    this.fault = null;
    for (;;) {
      try {
        const found = await question();
        if (turn !== this.#turn) return;
        this.found = found;
        break;
      } catch (error) {
        if (turn !== this.#turn) return;
        if (!(error instanceof NotYet)) {
          this.fault = said(error);
          break;
        }
        this.progress = computing(error.body, "");
        await new Promise((done) => setTimeout(done, AGAIN));
        if (turn !== this.#turn) return;
      }
    }
    this.busy = false;
    this.progress = null;
    if (this.fault) workbench.tell(this.fault);
  }
}
