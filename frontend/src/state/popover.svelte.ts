// One sheet for the claims behind a chip; whoever opens it gets the focus back.

class Sheet {
  ids = $state.raw<readonly string[]>([]);
  against = $state.raw<readonly string[]>([]);
  basis = $state<string | null>(null);
  anchor: HTMLElement | null = null;
  /** Counts up with every opening. */
  opened = $state(0);

  open(anchor: HTMLElement, basis: string | null, ids: readonly string[], against: readonly string[]): void {
    this.anchor = anchor;
    this.basis = basis;
    this.ids = ids;
    this.against = against;
    this.opened += 1;
  }
}

export const sheet = new Sheet();
