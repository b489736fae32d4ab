/**
 * What the results behind needs are to the reader and to the file. The room of the scales, which stands above this one,
 * provides it.
 */
export abstract class ResultStandings {
  /** Of these results those that the reader must not know yet: one of two assessors, who is not done (domain D). */
  abstract hidden(ids: readonly string[]): Promise<ReadonlySet<string>>;

  /** Of these results those that another assessor's was chosen over. */
  abstract setAside(ids: readonly string[]): Promise<ReadonlySet<string>>;
}
