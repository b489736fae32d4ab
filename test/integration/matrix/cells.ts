import { randomUUID } from 'node:crypto';
import exceptions from '../../consistency/matrix-exceptions.json';
import reach from '../../consistency/reach.json';
import type { Route } from '../../consistency/routes';
import type { Asker } from './matrix-askers';
import type { MatrixWorld } from './matrix-world';
import { bodyOf } from './sample-body';

/** One question: who asks for what, and what the tables say of it. */
export interface Cell {
  route: Route;
  asker: Asker;
  address: string;
  /** Whether the role opens the route at all, and whether the asker reaches all that the address names. */
  permitted: boolean;
  reached: boolean;
}
export interface Answer {
  status: number;
  text: string;
  body: unknown;
}
interface Exception {
  routes: string[];
  /** Default: all who are permitted and reach it. */
  askers?: string[];
  /** It holds for who does not reach it too. */
  reachedOrNot?: boolean;
  status: number[];
  /** Kinds whose ids stand in the answer though they are out of reach; `*`: all. */
  tells?: string[];
  because: string;
}

const TABLE: ReadonlyArray<{ kinds: string[]; seenBy: string[] }> = Object.values(reach);
export const EXCEPTIONS: readonly Exception[] = exceptions;
export const isApi = ({ path }: Route) => path.startsWith('/api/');

/** @throws Error for a kind that stands in no row of the table */
export function sees(asker: string, kind: string): boolean {
  const row = TABLE.find(({ kinds }) => kinds.includes(kind));
  if (!row) throw new Error(`Nobody has said who sees a ${kind}`);
  return row.seenBy.includes('everybody') || row.seenBy.includes(asker);
}

export function exceptionFor({ route, asker, permitted, reached }: Cell): Exception | undefined {
  if (!permitted) return undefined;
  return EXCEPTIONS.find(
    ({ routes, askers, reachedOrNot }) =>
      routes.includes(route.name) &&
      (reached || reachedOrNot === true) &&
      (askers === undefined || askers.includes(asker.name)),
  );
}

/** Statuses that fit the tables of roles and reach. */
export function expected(cell: Cell): readonly number[] {
  const { route, asker, permitted, reached } = cell;
  const exception = exceptionFor(cell);
  if (exception) return exception.status;
  if (asker.name === 'nobody') return isApi(route) || route.method !== 'GET' ? [401] : [303];
  if (!permitted) return [403];
  if (!reached) return route.method === 'GET' ? [404] : [404, 403, 422, 412];
  if (route.method === 'GET') return [200];
  // Without the key of its repeat, or the version it was made from, a change gets as far as here and no further.
  return [400, 428, 422];
}

/**
 * Sends the question, past the socket but through all of the product; whoever reaches the thing leaves out what every
 * change needs, so that nothing changes.
 */
export async function ask({ app: { app } }: MatrixWorld, { route, asker, address, reached }: Cell): Promise<Answer> {
  const { method, path } = route as Route & { method: 'GET' | 'POST' | 'PATCH' | 'DELETE' };
  const whole = method !== 'GET' && !reached;
  const api = isApi(route);
  const headers = {
    ...(api ? asker.token && { authorization: `Bearer ${asker.token}` } : { cookie: asker.cookie }),
    ...(api && whole && { 'idempotency-key': randomUUID(), 'if-match': '"1"' }),
    ...(!api && { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  const form = { _csrf: asker.csrf, ...(whole && { _key: randomUUID(), version: '1' }) };
  const payload = api ? bodyOf(method, path) : new URLSearchParams(form).toString();
  const answer = await app.inject({ method, url: address, headers, ...(method !== 'GET' && { payload }) });
  const json = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, text: answer.body, body: json && answer.body !== '' ? answer.json() : null };
}

const AT_ONCE = 6;

/** Asks all of them, a few at a time, and hands each answer over. */
export async function askAll(
  world: MatrixWorld,
  cells: readonly Cell[],
  look: (cell: Cell, answer: Answer) => void,
): Promise<void> {
  const waiting = cells.values();
  const next = async (): Promise<void> => {
    for (const cell of waiting) look(cell, await ask(world, cell));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
