/** Where paths below `path` end in byte order: '/' is followed by '0' (COLLATE "C"), so no LIKE is needed (design 8.2). */
export function pathCeiling(path: string): string {
  return `${path.slice(0, -1)}0`;
}

/** Whether `inner` is `outer` or lies below it; both end with a slash. */
export function pathWithin(inner: string, outer: string): boolean {
  return inner.startsWith(outer);
}

/** Township and village, as people there name a place. @param path from the province down */
export function placeName(path: ReadonlyArray<{ name: string }>): string {
  return path
    .slice(-2)
    .map(({ name }) => name)
    .join('');
}

/** Region ids from the province down; the place of a closed file still leads to the office that had it. */
export function pathIds(path: string): number[] {
  return path
    .split('/')
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
}
