import { plusDays } from '../../reference/calendar';

/** Days after which uploaded rows are destroyed, counted anew from each end of the work with them. */
export const DAYS_KEPT = 30;

/** @param today YYYY-MM-DD, Asia/Shanghai */
export const erasureDay = (today: string): Date => new Date(`${plusDays(today, DAYS_KEPT)}T23:59:59+08:00`);
