import { invalid } from '../../platform/errors';
import { later, longestNoticeDelay } from './approval-clock';
import type { ConfirmApproval } from './dto/approval.dto';

/**
 * Why and until when a household is told later than at once; null when it is told at once (C3).
 * @throws AppError 422 `notice-delay-incomplete`, `notice-day-out-of-range`
 */
export function noticeDelay(
  { noticeDelayReason, noticeOn }: ConfirmApproval,
  now: Date,
): { noticeDelayReason: string; noticeDueAt: Date } | null {
  if (!noticeDelayReason && !noticeOn) return null;
  if (!noticeDelayReason) throw invalid([{ field: 'noticeDelayReason', code: 'notice-delay-incomplete' }]);
  if (!noticeOn) throw invalid([{ field: 'noticeOn', code: 'notice-delay-incomplete' }]);
  const due = new Date(`${noticeOn}T09:00:00+08:00`);
  if (due <= now || due > later(now, longestNoticeDelay)) {
    const params = { days: longestNoticeDelay };
    throw invalid([{ field: 'noticeOn', code: 'notice-day-out-of-range', params }]);
  }
  return { noticeDelayReason, noticeDueAt: due };
}
