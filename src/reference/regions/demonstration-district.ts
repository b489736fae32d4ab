import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../data-files';
import { regionLevels } from './region.entity';
import { unitTiers } from './unit.entity';

const districtSchema = z.strictObject({
  divisions: z.array(
    z.strictObject({
      code: z.string().regex(/^\d{2,12}$/),
      name: z.string().min(1),
      level: z.enum(regionLevels),
      parentCode: z.string().nullable(),
      latitude: z.number().min(-90).max(90).optional(),
      longitude: z.number().min(-180).max(180).optional(),
    }),
  ),
  units: z.array(
    z.strictObject({
      tier: z.enum(unitTiers),
      name: z.string().min(1),
      region: z.string(),
      operatorName: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
});

/** The opaque key of the invented district. */
export const demonstrationDistrictCode = '990101';

/** Divisions and units of the invented district. */
export function readDemonstrationDistrict(): z.infer<typeof districtSchema> {
  return readDataFile(join(__dirname, 'demonstration.yaml'), districtSchema);
}
