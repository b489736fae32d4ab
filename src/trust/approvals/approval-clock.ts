const DAY = 24 * 60 * 60 * 1000;

/** A request that nobody answers ends by itself: the emergency is over, or has to be told anew (R10). */
export const daysToAnswer = 3;
/** So long an ended access may wait for its review before the centre is reminded, again and again (C3). */
export const daysToReview = 7;
/** The longest that a notice to the household may wait (PIPL 17, 18: without delay once the reason is gone). */
export const longestNoticeDelay = 90;

/** `days` after `from`. */
export const later = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY);
