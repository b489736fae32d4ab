import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

/** As many as somebody can visit in a day. */
export const mostHouseholds = 30;

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

export const TakeAlong = z
  .strictObject({
    /** How its owner calls the device, so that a lost one can be named. */
    device: z.string().trim().min(2).max(60),
    /** Stands on the record beside every file; names nobody. */
    purpose: z.string().trim().min(8).max(300),
    households: z.array(z.uuid()).min(1).max(mostHouseholds),
  })
  .meta({ id: 'TakeAlong' });
export type TakeAlong = z.output<typeof TakeAlong>;

export const EndTakeAlong = z
  .strictObject({ reason: z.enum(['returned', 'lost']).describe('given back by its owner, or lost') })
  .meta({ id: 'EndTakeAlong' });
export type EndTakeAlong = z.output<typeof EndTakeAlong>;

export const TakeAlongQuery = z.strictObject({ mine: flag.optional(), ...pageQuery });
export type TakeAlongQuery = z.output<typeof TakeAlongQuery>;
