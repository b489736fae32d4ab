import { z } from 'zod';
import { regionLevels } from './region.entity';
import type { Region } from './region.entity';

export const regionView = z.object({
  id: z.number(),
  self: z.string(),
  code: z.string(),
  name: z.string(),
  level: z.enum(regionLevels),
  parentId: z.number().nullable(),
  districtCode: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});
export const regionsView = z.object({ items: z.array(regionView) });

export function viewRegion(region: Region): z.infer<typeof regionView> {
  const { id, code, name, level, parentId, districtCode, latitude, longitude } = region;
  return { id, self: `/api/v1/regions/${id}`, code, name, level, parentId, districtCode, latitude, longitude };
}
