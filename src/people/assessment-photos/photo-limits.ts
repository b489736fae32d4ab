/** A picture has at most as many bytes (design 8.11). */
export const MOST_BYTES = 10 * 1024 * 1024;
/** An assessment has at most as many pictures, those that were removed among them. */
export const MOST_PHOTOS = 12;
