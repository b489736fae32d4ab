import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { movements } from '../movement';

export const circles = ['C1', 'C2', 'C3', 'C4', 'outside', 'unknown'] as const;

/** A simulation of a draft or of a pack as it is. */
export const OrderSimulation = z
  .strictObject({
    /** The day that both sides are calculated for, today or within a year. Left out: when the last change has begun. */
    on: z.iso.date().optional(),
  })
  .meta({ id: 'OrderSimulation' });
export type OrderSimulation = z.output<typeof OrderSimulation>;

export const SimulationQuery = z.strictObject({ draftId: z.uuid().optional(), ...pageQuery });
export type SimulationQuery = z.output<typeof SimulationQuery>;

/** Filters of the families of a result: every figure of it is one of them. */
export const FamilyQuery = z.strictObject({
  movement: z.enum(movements).optional(),
  /** Id of a region. */
  township: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  type: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(60)
    .optional(),
  /** Circle under the rules of today. */
  before: z.enum(circles).optional(),
  /** Circle under the rules tried. */
  now: z.enum(circles).optional(),
  ...pageQuery,
});
export type FamilyQuery = z.output<typeof FamilyQuery>;
