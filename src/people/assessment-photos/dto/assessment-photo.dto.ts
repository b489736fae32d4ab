import { z } from 'zod';

/** What stands beside the picture in its form. */
export const photoFields = z.strictObject({
  caption: z.string().trim().max(200).optional(),
});
export type PhotoFields = z.infer<typeof photoFields>;

export const removePhotoInput = z.strictObject({ reason: z.string().trim().min(8).max(300) });
export type RemovePhotoInput = z.infer<typeof removePhotoInput>;
