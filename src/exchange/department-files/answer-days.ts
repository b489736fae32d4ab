import { plusDays } from '../../reference/calendar';

/** Days after which the rows of an answer file are destroyed; what they did stays. */
export const ANSWER_DAYS = 30;

/** @param today YYYY-MM-DD, Asia/Shanghai */
export const answersErasedOn = (today: string): Date => new Date(`${plusDays(today, ANSWER_DAYS)}T23:59:59+08:00`);
