/** Which rows a file or a count takes: below a place, from one moment up to another. */
export interface Selection {
  /** `1/5/9/` */
  regionPath?: string;
  from?: Date;
  /** Not included. */
  until?: Date;
}

/**
 * The condition of a selection, by the columns that hold place and time; its values are appended to `values`. Only
 * operators that an index may serve beneath a policy (design 8.2): '0' follows '/'.
 */
export function selected(
  { regionPath, from, until }: Selection,
  columns: { place: string; time: string },
  values: unknown[],
): string {
  const conditions = ['true'];
  const add = (column: string, operator: string, value: unknown) =>
    conditions.push(`${column} ${operator} $${values.push(value)}`);
  if (regionPath !== undefined) {
    add(columns.place, '>=', regionPath);
    add(columns.place, '<', `${regionPath.slice(0, -1)}0`);
  }
  if (from) add(columns.time, '>=', from);
  if (until) add(columns.time, '<', until);
  return conditions.join(' and ');
}
