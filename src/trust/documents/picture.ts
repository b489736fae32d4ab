export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** A picture as it may be kept: its type by its bytes, nothing in it but the picture. */
export interface Picture {
  mediaType: PictureType;
  content: Buffer;
  width: number;
  height: number;
}
