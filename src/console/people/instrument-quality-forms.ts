import { z } from 'zod';
import { OrderNorming, OrderReliability } from '../../people/instrument-quality';

const share = z.coerce.number().min(0).max(100).optional();
const wishes = ['mild', 'moderate', 'severe'] as const;

export const MeasureForm = z
  .strictObject({ instrument: OrderReliability.shape.instrument })
  .transform((typed) => ({ kind: 'reliability' as const, ...typed }));

/** All three shares or none; they fall. */
export const NormingForm = z
  .strictObject({
    instrument: OrderNorming.shape.instrument,
    reason: OrderNorming.shape.reason,
    ...{ mild: share, moderate: share, severe: share },
  })
  .superRefine((typed, context) => {
    const given = wishes.filter((name) => typed[name] !== undefined);
    if (given.length === 0) return;
    for (const name of wishes.filter((one) => typed[one] === undefined))
      context.addIssue({ code: 'custom', path: [name], message: 'norming-shares-all' });
    const falls = (typed.mild ?? 100) >= (typed.moderate ?? 0) && (typed.moderate ?? 100) >= (typed.severe ?? 0);
    if (!falls) context.addIssue({ code: 'custom', path: ['severe'], message: 'norming-shares-order' });
  })
  .transform(({ mild, moderate, severe, instrument, reason }) => ({
    ...{ kind: 'norming' as const, instrument, reason },
    ...(mild !== undefined && moderate !== undefined && severe !== undefined
      ? { shares: [mild, moderate, severe] as [number, number, number] }
      : {}),
  }));
