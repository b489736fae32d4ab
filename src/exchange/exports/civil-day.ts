const AHEAD = 8 * 3_600_000;

/** The day in Asia/Shanghai of a moment, YYYY-MM-DD: what a cell of a file shows. */
export const civilDay = (moment: string | null): string | null =>
  moment === null ? null : new Date(Date.parse(moment) + AHEAD).toISOString().slice(0, 10);
