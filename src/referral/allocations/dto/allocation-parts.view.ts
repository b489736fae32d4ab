import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { allocationOutcomes, allocationReasons, leftOutReasons, publications } from '../allocation-need.entity';
import { pinKinds } from '../allocation-pin.entity';

const offering = z.strictObject({ id: z.uuid(), self: z.string(), name: z.string(), providerId: z.uuid() });
/** Points for a place: from, and up to but not including `to`; 0 to 0 while places are left. */
const price = z.strictObject({ from: z.int(), to: z.int() }).nullable();

/** A need in an allocation: what it got, why, and what became of it. */
export const allocationNeedView = z
  .strictObject({
    needId: z.uuid(),
    householdId: z.uuid(),
    /** By it alone the need stands in the certificate, counted from 0. */
    place: z.int(),
    code: released('need', z.string().nullable(), { from: 'summary' }),
    severity: released('need', z.int().nullable(), { from: 'summary' }),
    urgency: released('need', z.enum(['red', 'amber', 'green']).nullable(), { from: 'summary' }),
    townshipId: z.int().nullable(),
    /** Offerings that the rules of matching admit. */
    choices: z.int(),
    outcome: z.enum(allocationOutcomes).nullable(),
    reason: z.enum(allocationReasons).nullable(),
    /** Of an unmatchable need. */
    cause: released('need', z.string().nullable(), { from: 'summary' }),
    /** The reason in words. */
    because: z.string().nullable(),
    offering: released('need', offering.nullable(), { from: 'summary' }),
    costFen: z.int().nullable(),
    /** How well the offering fits by the published formula, before the need's weight. */
    score: z.int().nullable(),
    /** What a place is worth to the need, in the points that prices are in; of a lost need that of the nearest offering. */
    weight: z.int().nullable(),
    parts: z.array(z.strictObject({ part: z.string(), name: z.string(), points: z.int() })),
    /** Of the place it got, or of the nearest one that it lost; null where few want it. */
    price,
    /** What it would have got else, and the points between; for a lost need the nearest offering. */
    alternative: released(
      'need',
      z.strictObject({ offering, points: z.int().nullable(), text: z.string().nullable() }).nullable(),
      { from: 'summary' },
    ),
    publication: z.enum(publications).nullable(),
    leftOut: z.enum(leftOutReasons).nullable(),
    leftOutText: z.string().nullable(),
    referralId: z.uuid().nullable(),
    withheld,
  })
  .meta({ id: 'AllocationNeed' });
export type AllocationNeedView = z.infer<typeof allocationNeedView>;
export const allocationNeedsView = z.strictObject({ items: z.array(allocationNeedView), next: z.string().nullable() });

/** Supply against demand, offering by offering. */
export const allocationOfferingView = z.strictObject({
  offering,
  place: z.int(),
  /** Null: nobody has said how many; it is asked first and limits nothing. */
  capacity: z.int().nullable(),
  wanted: z.int(),
  taken: z.int(),
  price,
});
export type AllocationOfferingView = z.infer<typeof allocationOfferingView>;
export const allocationOfferingsView = z.strictObject({
  items: z.array(allocationOfferingView),
  next: z.string().nullable(),
});

/** A person's choice, with its reason. */
export const allocationPinView = z
  .strictObject({
    id: z.uuid(),
    needId: z.uuid(),
    householdId: z.uuid(),
    offering: released('need', offering.nullable(), { from: 'summary' }),
    kind: z.enum(pinKinds),
    reason: released('need', z.string().nullable(), { from: 'full' }),
    madeBy: z.uuid(),
    madeAt: z.iso.datetime(),
    removedBy: z.uuid().nullable(),
    removedAt: z.iso.datetime().nullable(),
    withheld,
  })
  .meta({ id: 'AllocationPin' });
export type AllocationPinView = z.infer<typeof allocationPinView>;
export const allocationPinsView = z.strictObject({ items: z.array(allocationPinView), next: z.string().nullable() });

/** How the needs of each group fared: unmatchable apart from lost to scarcity (matching.md 6). */
export const allocationCoverageView = z.strictObject({
  items: z.array(
    z.strictObject({
      group: z.string(),
      key: z.string(),
      needs: z.int(),
      assigned: z.int(),
      lost: z.int(),
      unmatchable: z.int(),
    }),
  ),
});
export type AllocationCoverage = z.infer<typeof allocationCoverageView>['items'][number];
