import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import { loadConfig } from '../../src/platform/config';
import { roleUrl } from '../../src/platform/start/database-roles';
import { AuditSealer, trustApplication } from '../../src/trust/audit';
import { temporaryFolder } from '../support/cluster';

const ROWS_A_TRANSACTION = 500;
// As busy workers leave it: openings of files, edits with two fields, moves; four in five name a household.
const INSERT = `insert into audit_events (id, epoch, actor_kind, actor_id, purpose, request_id, action, subject_type, subject_id,
    household_id, district_code, region_path, fields, digest)
  select uuidv7(), e.epoch, 'user', md5((n % 200)::text)::uuid, 'casework', md5(n::text),
    (array['household.file-read', 'household.updated', 'referral.accepted', 'need.found', 'offering.edited'])[1 + n % 5],
    (array['household', 'household', 'referral', 'need', 'offering'])[1 + n % 5], md5('s' || n)::uuid,
    case when n % 5 < 4 then md5('h' || n % 5000)::uuid end, 'district-a', '1/' || n % 12 || '/',
    '["contactChannel", "locale"]', case when n % 5 = 1 then decode(repeat(md5(n::text), 4), 'hex') end
  from (select max(epoch) as epoch from audit_epochs) as e, generate_series($1::integer, $2::integer) as n`;

/** The rooms of the record on the database behind the owner's address; close it afterwards. */
export function openRecord(url: string): Promise<INestApplicationContext> {
  const SECRET_KEYS = `bench-${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
  const config = loadConfig({ DATABASE_URL: url, SECRET_KEYS, DATA_DIR: temporaryFolder('record') });
  const [appUrl, workerUrl] = [roleUrl(url, 'yuanlian_app'), roleUrl(url, 'yuanlian_worker')];
  return trustApplication({ config, urls: { ownerUrl: url, appUrl, workerUrl } });
}

/**
 * Writes `rows` rows into the record of the database behind the owner's address, in transactions of five hundred, and seals
 * them; answers with the seconds of each.
 */
export async function fillRecord(url: string, rows: number): Promise<{ written: number; sealed: number }> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  const began = performance.now();
  try {
    for (let first = 1; first <= rows; first += ROWS_A_TRANSACTION) {
      await owner.query(INSERT, [first, Math.min(rows, first + ROWS_A_TRANSACTION - 1)]);
    }
  } finally {
    await owner.end();
  }
  const written = performance.now();
  const application = await openRecord(url);
  try {
    let done = 0;
    while (done < rows) done += await application.get(AuditSealer).seal();
  } finally {
    await application.close();
  }
  return { written: (written - began) / 1000, sealed: (performance.now() - written) / 1000 };
}
