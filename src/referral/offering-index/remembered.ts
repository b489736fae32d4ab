/** So many askers are remembered; then all are forgotten, so that the memory is bounded. */
const MOST_ASKERS = 4096;

export const UNASKED = -1;

/**
 * Verdicts on shared terms by who asks: a person of an age and sex, a class, a list of languages. The rules know no more of
 * them, so that the next household with such a person need not ask again.
 */
export class Remembered {
  private readonly byAsker = new Map<string, Int16Array>();

  /** The verdicts of an asker on `terms` terms, UNASKED where nobody asked. */
  of(asker: string, terms: number): Int16Array {
    const known = this.byAsker.get(asker);
    if (known && known.length >= terms) return known;
    if (this.byAsker.size >= MOST_ASKERS) this.byAsker.clear();
    const verdicts = new Int16Array(terms).fill(UNASKED);
    if (known) verdicts.set(known);
    this.byAsker.set(asker, verdicts);
    return verdicts;
  }
}
