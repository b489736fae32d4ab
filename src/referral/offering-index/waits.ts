const FIRST = 250;
const LONGEST = 60_000;

/** When work that failed is tried again: after waits that double, at most a minute. */
export class Waits {
  private failures = 0;
  private notBefore = -Infinity;

  get due(): boolean {
    return performance.now() >= this.notBefore;
  }

  succeeded(): void {
    this.failures = 0;
    this.notBefore = -Infinity;
  }

  /** @returns milliseconds until the next attempt */
  failed(): number {
    const wait = Math.min(LONGEST, FIRST * 2 ** this.failures);
    this.failures += 1;
    this.notBefore = performance.now() + wait;
    return wait;
  }
}
