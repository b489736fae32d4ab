/** Numbers that look random and are the same for the same seed on every machine (xorshift, 32 bit). */
export class Seeded {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) | 0 || 1;
  }

  /** A whole number from 0 below `limit`. */
  below(limit: number): number {
    let next = this.state;
    next ^= next << 13;
    next ^= next >>> 17;
    next ^= next << 5;
    this.state = next;
    return (next >>> 0) % limit;
  }
}
