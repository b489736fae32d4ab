import { Client } from 'pg';

/** A text is kept prepared from this call on; texts made for one call, e.g. with a list in them, are not. */
const OFTEN = 3;
/** Kept statements of one process: each costs every connection some 50 kB. */
const KEPT = 400;
const COUNTED = 4000;
const names = new Map<string, string>();
const calls = new Map<string, number>();

/**
 * A connection that has a statement planned once and not at each call: with row-level security planning takes longer
 * than running. PostgreSQL itself goes on planning anew where a plan for these very values is the better one.
 */
export class PreparingClient extends Client {
  override query: Client['query'] = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
    const run = Client.prototype.query as (...given: unknown[]) => unknown;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    return name === undefined ? run.call(this, text, values, ...rest) : run.call(this, { name, text, values }, ...rest);
  }) as Client['query'];
}

/** One name for a text in all connections of the process; none yet, or none any more, for what is rare. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= KEPT) return known;
  const count = (calls.get(text) ?? 0) + 1;
  if (count < OFTEN) {
    if (calls.size >= COUNTED) calls.clear();
    calls.set(text, count);
    return undefined;
  }
  calls.delete(text);
  const name = `kept_${names.size}`;
  names.set(text, name);
  return name;
}
