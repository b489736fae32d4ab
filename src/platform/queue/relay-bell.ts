/** Wakes the relays of this process, so that an event need not wait for the next poll. */
export class RelayBell {
  private readonly listeners = new Set<() => void>();

  ring(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns the way to stop listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** One a process: the web side rings it, the worker side hears it, even where they are two applications. */
export const relayBell = new RelayBell();
