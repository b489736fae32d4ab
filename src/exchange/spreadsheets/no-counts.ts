/** Counts of a run that has not begun. */
export const noCounts = { read: 0, created: 0, updated: 0, unchanged: 0, unmapped: 0, rejected: 0 };
