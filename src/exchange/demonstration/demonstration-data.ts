import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../reference/data-files';
import { providerKinds } from '../../supply/providers';

const relation = z.enum(['head', 'spouse', 'child', 'parent', 'grandchild']);
const householdKind = z.strictObject({
  kind: z.string(),
  weight: z.int().min(1),
  class: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  members: z.array(z.tuple([relation, z.int(), z.int()])).min(1),
  incomeFen: z.int().min(0),
  spendFen: z.int().min(0),
  burden: z.number().min(0).max(1),
  disabled: z.number().min(0).max(1),
});
const providerGroup = z.strictObject({
  name: z.string(),
  kind: z.enum(providerKinds),
  count: z.int().min(1),
  codes: z.array(z.string()).min(1),
});
const schema = z.strictObject({
  seed: z.int(),
  surnames: z.array(z.string()),
  givenNames: z.array(z.string()),
  streets: z.array(z.string()),
  households: z.array(householdKind),
  providers: z.array(providerGroup),
  places: z.array(z.string()),
  teams: z.array(z.string()),
  observations: z.array(z.string()),
  words: z.strictObject({
    houseNumber: z.string(),
    person: z.string(),
    classReason: z.string(),
    goal: z.string(),
    action: z.string(),
    noEducation: z.string(),
    note: z.string(),
    toppedUp: z.string(),
    urgent: z.string(),
    carer: z.string(),
    split: z.string(),
  }),
});

export type DemonstrationData = z.infer<typeof schema>;
export type ProviderGroup = z.infer<typeof providerGroup>;
export type HouseholdKind = z.infer<typeof householdKind>;

/** @throws DataFileError */
export const readDemonstrationData = (): DemonstrationData =>
  readDataFile(join(__dirname, 'demonstration.yaml'), schema);
