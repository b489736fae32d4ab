import { UUID_WORDS, writeUuid } from './uuid-words';

/** Room beside the entries, so that a search ends soon. */
const SLOTS_PER_ENTRY = 1.12;

/**
 * Finds the place of a UUID among rows of words that begin with it. Open addressing over 4 bytes a slot, because a Map of
 * texts takes twenty times as much.
 */
export class UuidDirectory {
  private readonly slots: Int32Array;
  private readonly sought = new Int32Array(UUID_WORDS);

  constructor(
    private readonly words: Int32Array,
    private readonly stride: number,
    most: number,
  ) {
    this.slots = new Int32Array(new SharedArrayBuffer(4 * (Math.ceil(most * SLOTS_PER_ENTRY) + 8)));
  }

  get bytes(): number {
    return this.slots.byteLength;
  }

  /** The place of a UUID, -1 when it is not there. */
  find(uuid: string): number {
    writeUuid(this.sought, 0, uuid);
    return this.slots[this.slotOf(this.sought, 0)]! - 1;
  }

  /** Notes the place of the UUID that stands in its row; it takes the place of an earlier one. */
  note(place: number): void {
    this.slots[this.slotOf(this.words, place * this.stride)] = place + 1;
  }

  /** The slot that holds the UUID, or the free one where it belongs. */
  private slotOf(words: Int32Array, at: number): number {
    const [a, b, c, d] = [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!];
    const mixed =
      Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35), 0x9e3779b1) ^ Math.imul(d, 0x27d4eb2f);
    let slot = ((mixed ^ (mixed >>> 15)) >>> 0) % this.slots.length;
    for (let held = this.slots[slot]!; held !== 0; held = this.slots[slot]!) {
      const row = (held - 1) * this.stride;
      const own = this.words;
      if (own[row] === a && own[row + 1] === b && own[row + 2] === c && own[row + 3] === d) return slot;
      slot = slot + 1 === this.slots.length ? 0 : slot + 1;
    }
    return slot;
  }
}
