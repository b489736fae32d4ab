import { z } from 'zod';

/** A member who must not be told, or who was one; why only for who set it and who may see what C3 protects. */
export const guardianBarView = z
  .object({
    memberId: z.uuid(),
    barred: z.boolean(),
    reason: z.string().nullable(),
    reasonWithheld: z.boolean(),
    setByName: z.string().nullable(),
    setAt: z.iso.datetime(),
  })
  .meta({ id: 'GuardianBar' });
export type GuardianBarView = z.infer<typeof guardianBarView>;
export const guardianBarsView = z.object({ items: z.array(guardianBarView) });
