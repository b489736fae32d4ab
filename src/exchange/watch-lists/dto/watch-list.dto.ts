import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { watchOutcomes } from '../watch-difference.lifecycle';
import { watchSides } from '../watch-difference.entity';
import { watchListLifecycle } from '../watch-list.lifecycle';

const words = z.string().trim().min(8).max(1000);

/** What stands beside the file in the form. */
export const WatchListFields = z.strictObject({
  /** Who has made the list, e.g. the rural revitalisation office of the county. */
  source: z.string().trim().min(2).max(100),
  /** The day of the list. */
  listedOn: z.iso.date(),
});
export type WatchListFields = z.output<typeof WatchListFields>;

export const WatchListQuery = z.strictObject({ state: z.enum(watchListLifecycle.states).optional(), ...pageQuery });
export type WatchListQuery = z.output<typeof WatchListQuery>;

export const WatchDifferenceQuery = z.strictObject({
  side: z.enum(watchSides).optional(),
  /** `true`: those that nobody has answered yet. */
  open: z.enum(['true', 'false']).optional(),
  /** `true`: those of the actor. */
  mine: z.enum(['true', 'false']).optional(),
  ...pageQuery,
});
export type WatchDifferenceQuery = z.output<typeof WatchDifferenceQuery>;

export const AnswerWatchDifference = z
  .strictObject({
    outcome: z.enum(watchOutcomes),
    ground: words,
    /** Where somebody without a file lives; needed to take them over as a lead. */
    regionCode: z
      .string()
      .regex(/^\d{2,12}$/)
      .optional(),
  })
  .meta({ id: 'AnswerWatchDifference' });
export type AnswerWatchDifference = z.output<typeof AnswerWatchDifference>;

export const UndoWatchAnswer = z.strictObject({ reason: words }).meta({ id: 'UndoWatchAnswer' });
export type UndoWatchAnswer = z.output<typeof UndoWatchAnswer>;

export const AssignWatchDifference = z.strictObject({ ownerId: z.uuid() }).meta({ id: 'AssignWatchDifference' });
export type AssignWatchDifference = z.output<typeof AssignWatchDifference>;
