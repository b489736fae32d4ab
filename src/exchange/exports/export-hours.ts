const HOUR = 3_600_000;

/** How long a file can be fetched. */
export const HOURS_KEPT = 24;
/** Most files with names that somebody orders within `HOURS_KEPT`: caps on opening files would mean little otherwise (C3). */
export const MOST_NAMED = 10;

export const keptUntil = (now: Date): Date => new Date(now.getTime() + HOURS_KEPT * HOUR);
export const countedFrom = (now: Date): Date => new Date(now.getTime() - HOURS_KEPT * HOUR);
