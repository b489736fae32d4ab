/** What one reading of the feed says of the transactions: it holds all before `watermark`; `next` had not begun. */
export interface FeedBounds {
  watermark: bigint;
  next: bigint;
}

/**
 * Of what moment the feed is read. Not when it was asked: behind a transaction that writes for long it is asked four times a
 * second and tells nothing new. So a moment is marked with the first transaction that had not begun then; when the reading
 * has passed that one, all that was committed at the moment is known.
 */
export class Freshness {
  private mark: { next: bigint; at: number } | null = null;
  private at = -Infinity;

  /** @param asked when the reading began; @returns the newest moment all of which is read */
  read(asked: number, { watermark, next }: FeedBounds): number {
    if (this.mark !== null && watermark >= this.mark.next) {
      this.at = this.mark.at;
      this.mark = null;
    }
    if (watermark >= next) this.at = asked;
    this.mark ??= { next, at: asked };
    return this.at;
  }
}
