import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import { reasonOf, StartError } from './messages';

/** Logins of the web and the worker side; the migrations grant to these names. */
export const APP_ROLE = 'yuanlian_app';
export const WORKER_ROLE = 'yuanlian_worker';
const ROLE_LOCK = 7294103;

export interface DatabaseUrls {
  ownerUrl: string;
  appUrl: string;
  workerUrl: string;
}

/**
 * The address of a role's login, with a password that follows from the owner's: processes on several machines agree
 * on it and nobody has to keep it.
 * @throws StartError `database-login-missing` when the owner's address has no password
 */
export function roleUrl(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  if (url.password === '') throw new StartError('database-login-missing');
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(`login:${role}`).digest('hex');
  url.username = role;
  return url.href;
}

/**
 * Makes sure that both application roles exist before migrations grant to them: they own nothing, are no superusers
 * and cannot bypass row-level security (design 8.3). Addresses that were set explicitly are left as they are.
 */
export async function ensureRoles(
  ownerUrl: string,
  given: { appUrl?: string; workerUrl?: string } = {},
): Promise<DatabaseUrls> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query('select pg_advisory_xact_lock($1)', [ROLE_LOCK]);
    const appUrl = await ensureRole(owner, ownerUrl, APP_ROLE, given.appUrl);
    const workerUrl = await ensureRole(owner, ownerUrl, WORKER_ROLE, given.workerUrl);
    await owner.query('commit');
    return { ownerUrl, appUrl, workerUrl };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError('roles-refused', { reason: reasonOf(error) });
  } finally {
    await owner.end();
  }
}

async function ensureRole(owner: Client, ownerUrl: string, role: string, given?: string): Promise<string> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [role]);
  if (given !== undefined) {
    // The policies name the role, whoever logs in: an address of another login must be a member of it.
    if (rowCount === 0) await setRole(owner, 'create', role, new URL(given).username === role ? given : null);
    return given;
  }
  const url = roleUrl(ownerUrl, role);
  if (rowCount === 0) await setRole(owner, 'create', role, url);
  else if (!(await logsIn(url))) await setRole(owner, 'alter', role, url);
  return url;
}

async function setRole(owner: Client, verb: 'create' | 'alter', role: string, url: string | null): Promise<void> {
  const login =
    url === null ? 'nologin' : `login password ${owner.escapeLiteral(decodeURIComponent(new URL(url).password))}`;
  await owner.query(`${verb} role ${role} nosuperuser nobypassrls nocreatedb nocreaterole inherit ${login}`);
}

async function logsIn(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
