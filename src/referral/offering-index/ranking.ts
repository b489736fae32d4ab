import type { OfferingIndex } from './offering-index';
import { WIDTH } from './record';
import { compareUuids } from './uuid-words';

/** The best records of one need, by score and then by id, as matching orders its candidates. */
export class Ranking {
  readonly records: number[] = [];
  readonly scores: number[] = [];

  constructor(
    private readonly index: OfferingIndex,
    readonly most: number,
  ) {}

  get best(): number {
    return this.scores[0] ?? -Infinity;
  }

  /** The score that a record needs to have a chance to enter; an equal one may still win by its id. */
  get entry(): number {
    return this.records.length < this.most ? -Infinity : this.scores[this.most - 1]!;
  }

  /** @returns whether it is one of the best now */
  offer(record: number, score: number): boolean {
    if (score < this.entry) return false;
    let place = this.records.length;
    while (place > 0 && this.isBetter(record, score, place - 1)) place -= 1;
    if (place >= this.most) return false;
    this.records.splice(place, 0, record);
    this.scores.splice(place, 0, score);
    if (this.records.length > this.most) {
      this.records.pop();
      this.scores.pop();
    }
    return true;
  }

  private isBetter(record: number, score: number, place: number): boolean {
    const other = this.scores[place]!;
    if (score !== other) return score > other;
    return compareUuids(this.index.words, record * WIDTH, this.records[place]! * WIDTH) < 0;
  }
}
