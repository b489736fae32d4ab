import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type ImportedProvider, providerKey } from './import-record';
import type { ImportRow } from './import-row';

interface Place {
  districtCode: string;
  source: string;
}

const COLUMNS = `source_id text, digest text, provider_id uuid, code text, extra_codes text[], name text, description text,
  eligibility jsonb, schedule jsonb, details jsonb, languages text[], latitude double precision,
  longitude double precision, payer text, capacity_known boolean, capacity_per_period integer, contact_phone text, state text`;

/** Several rows a statement: a directory of thousands is stored in seconds, in batches of its caller. */
@Injectable()
export class ImportsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Providers of a source by what the source calls them; new ones are made, changed ones follow. */
  async providers(place: Place, given: readonly ImportedProvider[]): Promise<Map<string, string>> {
    const wanted = [...new Map(given.map((provider) => [providerKey(provider), provider])).entries()];
    const rows = wanted.map(([key, { name, phone, email, website }]) => ({
      key,
      name: name || place.source,
      phone: phone || null,
      email: email || null,
      website: website || null,
    }));
    await this.query(
      `update providers p set name = r.name, phone = r.phone, email = r.email, website = r.website, version = p.version + 1
       from jsonb_to_recordset($3::jsonb) as r(key text, name text, phone text, email text, website text)
       where p.district_code = $1 and p.source = $2 and p.source_id = r.key
         and (p.name, p.phone, p.email, p.website) is distinct from (r.name, r.phone, r.email, r.website)`,
      [place.districtCode, place.source, JSON.stringify(rows)],
    );
    const known = await this.providerIds(
      place,
      rows.map(({ key }) => key),
    );
    const fresh = rows.filter(({ key }) => !known.has(key));
    if (fresh.length === 0) return known;
    const numbers = await this.numbers('DP', fresh.length);
    await this.query(
      `insert into providers (id, number, name, kind, district_code, region_path, phone, email, website, state, source, source_id,
         created_at, version)
       select r.id, r.number, r.name, 'other', $1, '', r.phone, r.email, r.website, 'imported', $2, r.key, $4, 1
       from jsonb_to_recordset($3::jsonb) as r(id uuid, number text, key text, name text, phone text, email text, website text)
       on conflict (district_code, source, source_id) where source_id is not null do nothing`,
      [
        place.districtCode,
        place.source,
        JSON.stringify(fresh.map((row, at) => ({ ...row, id: newId(), number: numbers[at] }))),
        this.clock.now(),
      ],
    );
    return this.providerIds(
      place,
      rows.map(({ key }) => key),
    );
  }

  /** Writes offerings new or anew, by source id. @returns their ids by source id */
  async offerings(place: Place, rows: readonly ImportRow[]): Promise<Map<string, string>> {
    const sourceIds = rows.map((row) => row.source_id);
    await this.query(
      `update offerings o set source_digest = r.digest, provider_id = r.provider_id, code = r.code, extra_codes = r.extra_codes,
         name = r.name, description = r.description, eligibility = r.eligibility, schedule = r.schedule, details = r.details,
         languages = r.languages, latitude = r.latitude, longitude = r.longitude, payer = r.payer,
         capacity_known = r.capacity_known, capacity_per_period = r.capacity_per_period, contact_phone = r.contact_phone,
         state = case when o.state = 'paused' and r.state = 'listed' then 'paused' else r.state end,
         updated_at = $4, version = o.version + 1
       from jsonb_to_recordset($3::jsonb) as r(${COLUMNS})
       where o.district_code = $1 and o.source = $2 and o.source_id = r.source_id`,
      [place.districtCode, place.source, JSON.stringify(rows), this.clock.now()],
    );
    const known = await this.offeringIds(place, sourceIds);
    const fresh = rows.filter((row) => !known.has(row.source_id));
    if (fresh.length === 0) return known;
    await this.insert(place, fresh);
    return this.offeringIds(place, sourceIds);
  }

  private async insert(place: Place, rows: readonly ImportRow[]): Promise<void> {
    const numbers = await this.numbers('D', rows.length);
    const numbered = rows.map((row, at) => ({ ...row, id: newId(), number: numbers[at] }));
    await this.query(
      `insert into offerings (id, number, provider_id, district_code, area_path, code, extra_codes, name, description, side,
         eligibility, schedule, details, languages, latitude, longitude, mode, price_fen, price_unit, payer,
         capacity_known, capacity_per_period, state, contact_phone, source, source_id, source_digest, created_at, updated_at, version)
       select r.id, r.number, r.provider_id, $1, '', r.code, r.extra_codes, r.name, r.description, 'society',
         r.eligibility, r.schedule, r.details, r.languages, r.latitude, r.longitude, 'site', 0, '', r.payer,
         r.capacity_known, r.capacity_per_period, r.state, r.contact_phone, $2, r.source_id, r.digest, $4, $4, 1
       from jsonb_to_recordset($3::jsonb) as r(id uuid, number text, ${COLUMNS})
       on conflict (district_code, source, source_id) where source_id is not null do nothing`,
      [place.districtCode, place.source, JSON.stringify(numbered), this.clock.now()],
    );
  }

  private providerIds(place: Place, keys: readonly string[]): Promise<Map<string, string>> {
    return this.ids('providers', place, keys);
  }

  private offeringIds(place: Place, keys: readonly string[]): Promise<Map<string, string>> {
    return this.ids('offerings', place, keys);
  }

  private async ids(
    table: 'providers' | 'offerings',
    place: Place,
    keys: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.query<Array<{ id: string; source_id: string }>>(
      `select id, source_id from ${table} where district_code = $1 and source = $2 and source_id = any($3)`,
      [place.districtCode, place.source, [...keys]],
    );
    return new Map(rows.map((row) => [row.source_id, row.id]));
  }

  /** As many people-facing numbers at once; a prefix of their own, so that no window waits for a directory. */
  private async numbers(prefix: string, count: number): Promise<string[]> {
    const year = this.clock.today().slice(0, 4);
    const rows = await this.query<Array<{ value: string }>>(
      'select app.next_number($1, $2) as value from generate_series(1, $3)',
      [prefix, Number(year), count],
    );
    return rows.map(({ value }) => `${prefix}-${year}-${String(value).padStart(6, '0')}`);
  }

  private query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return this.transactions.manager.query<T>(sql, parameters);
  }
}
