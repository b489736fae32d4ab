const HOUR = 3_600_000;

/** How long a file can be fetched. */
export const HOURS_KEPT = 24;
/** Most files with names that somebody orders within `HOURS_KEPT`: caps on opening files would mean little otherwise (C3). */
export const MOST_NAMED = 10;

/** Days within which supervision has had statistics before it asks who they are about (R88). */
export const STATISTICS_DAYS = 30;

export const keptUntil = (now: Date): Date => new Date(now.getTime() + HOURS_KEPT * HOUR);
export const statisticsFrom = (now: Date): Date => new Date(now.getTime() - STATISTICS_DAYS * 24 * HOUR);
export const countedFrom = (now: Date): Date => new Date(now.getTime() - HOURS_KEPT * HOUR);
