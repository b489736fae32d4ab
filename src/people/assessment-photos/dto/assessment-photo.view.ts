import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import { pictureTypes } from '../../../trust/documents';
import { type AssessmentPhoto, scanStates } from '../assessment-photo.entity';

/** A picture beside a scale; its bytes are fetched on their own. What is on it is read as the answers are (C3). */
export const photoView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    assessmentId: z.uuid(),
    mediaType: z.enum(pictureTypes),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    caption: released('answers', z.string().nullable(), { from: 'full' }),
    scan: z.enum(scanStates),
    addedBy: z.uuid(),
    addedAt: z.iso.datetime(),
    removedBy: z.uuid().nullable(),
    removedAt: z.iso.datetime().nullable(),
    removal: released('answers', z.string().nullable(), { from: 'full' }),
    withheld,
  })
  .meta({ id: 'AssessmentPhoto' });
export type PhotoView = z.infer<typeof photoView>;
export const photosView = z.strictObject({ items: z.array(photoView), next: z.null() });

export function viewPhoto(
  row: AssessmentPhoto,
  { caption, removal }: { caption: string | null; removal: string | null },
  levels: Levels,
): PhotoView {
  const { id, householdId, assessmentId, mediaType, bytes, width, height, scan, addedBy, removedBy } = row;
  const view = {
    ...{ id, self: `/api/v1/assessment-photos/${id}`, householdId, assessmentId, mediaType, bytes, width, height },
    ...{ caption, scan, addedBy, addedAt: row.addedAt.toISOString() },
    ...{ removedBy, removedAt: row.removedAt?.toISOString() ?? null, removal },
  };
  return releaseFields(photoView, view, levels);
}
