import { randomUUID } from 'node:crypto';
import { tokenHash } from '../../../src/platform/crypto';
import type { Role } from '../../../src/trust/access';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import type { ApiClient } from '../../support/app';
import { DISTRICT, type Login, loginAs } from '../../support/district';
import { OTHER_VILLAGE, VILLAGE } from '../people/assessed-household';
import type { ReferralWorld } from '../referral/referral-world';

const OTHER_DISTRICT = '990199';
const TOWNSHIP = '990101001';
const OTHER_TOWNSHIP = '990101002';
/** Roles that can also sit in the other district; a provider's staff is added apart. */
const ELSEWHERE = [
  'window-worker',
  'station-worker',
  'centre-worker',
  'officer',
  'supervisor',
  'evaluator',
  'system-administrator',
  'security-administrator',
] as const satisfies readonly Role[];

/** Somebody who asks: a role, and how it stands to the household that everything here belongs to. */
export interface Asker {
  /** `window-worker own`, `dispatcher other-organisation`; `nobody` has not signed in. */
  name: string;
  roles: readonly Role[];
  /** For the API. */
  token: string | null;
  /** Cookie header for pages. */
  cookie: string;
  csrf: string;
}

type Place = Parameters<typeof loginAs>[2];

/** Everybody who asks, with a token for the API and a cookie for pages. */
export class Askers {
  readonly all: Asker[] = [];
  private readonly logins = new Map<string, Login>();

  constructor(private readonly world: ReferralWorld) {}

  login(name: string): Login {
    const found = this.logins.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  }

  api(name: string): ApiClient {
    return this.world.app.api(this.login(name).token);
  }

  /** @param providerId to which referrals of the household go */
  async make(providerId: string): Promise<void> {
    await this.world.rows(
      `insert into regions (code, name, level, parent_id, path, district_code, valid_from)
       select $1, '邻县', 'county', parent_id, path, $1, '2020-01-01' from regions where code = $2 and level = 'county'`,
      [OTHER_DISTRICT, DISTRICT],
    );
    const path = 'select p.path || r.id from regions p where p.id = r.parent_id';
    await this.world.rows(`update regions r set path = (${path}) || '/' where code = $1`, [OTHER_DISTRICT]);
    await this.ofTheDistrict();
    await this.ofProviders(providerId);
    await this.ofTheOtherDistrict();
    this.all.push({ name: 'nobody', roles: [], token: null, cookie: '', csrf: '' });
  }

  /** The same person with a session more, to be ended. */
  async again(asker: Asker): Promise<Asker> {
    if (asker.token === null) return asker;
    return { ...asker, token: await this.session(this.login(asker.name), 'bearer') };
  }

  private async ofTheDistrict(): Promise<void> {
    const { logins } = this.world;
    await this.take('window-worker own', 'window-worker', logins.window);
    await this.add('window-worker', 'same-unit', { unitId: await this.unit('window', VILLAGE) });
    await this.add('window-worker', 'sibling-unit', { unitId: await this.unit('window', OTHER_VILLAGE) });
    await this.take('station-worker own', 'station-worker', logins.station);
    await this.add('station-worker', 'same-unit', { unitId: await this.unit('station', TOWNSHIP) });
    await this.add('station-worker', 'sibling-unit', { unitId: await this.unit('station', OTHER_TOWNSHIP) });
    await this.take('centre-worker own', 'centre-worker', logins.centre);
    await this.take('officer own', 'officer', logins.officer);
    await this.add('supervisor', 'own');
    await this.add('evaluator', 'own');
    await this.add('evaluator', 'other-sample');
    await this.add('system-administrator', 'own');
    await this.add('security-administrator', 'own');
    await this.add('audit-administrator', 'own');
    await this.add('reporter', 'own');
    await this.add('reporter', 'none');
    await this.add('volunteer', 'none');
  }

  private async ofProviders(providerId: string): Promise<void> {
    const other = await makeProvider(this.world.app);
    await makeOffering(this.world.app, other);
    for (const role of ['dispatcher', 'practitioner'] as const) {
      await this.add(role, 'receiver', { organisationId: providerId });
      await this.add(role, 'other-organisation', { organisationId: other.id });
    }
  }

  private async ofTheOtherDistrict(): Promise<void> {
    const [region] = await this.world.rows<{ path: string }>('select path from regions where code = $1', [
      OTHER_DISTRICT,
    ]);
    const place = { districtCode: OTHER_DISTRICT, regionPath: region!.path.replace(/\/$/, '') };
    for (const role of ELSEWHERE) await this.add(role, 'other-district', place);
    for (const role of ['dispatcher', 'practitioner'] as const) {
      await this.add(role, 'other-district', { ...place, organisationId: randomUUID() });
    }
  }

  private async unit(tier: string, code: string): Promise<string> {
    const [unit] = await this.world.rows<{ id: string }>(
      'select u.id from units u join regions r on r.id = u.region_id where u.tier = $1 and r.code = $2',
      [tier, code],
    );
    return unit!.id;
  }

  private async add(role: Role, relation: string, place?: Place): Promise<void> {
    await this.take(`${role} ${relation}`, role, await loginAs(this.world.app, role, place));
  }

  private async take(name: string, role: Role, login: Login): Promise<void> {
    this.logins.set(name, login);
    const cookie = `session=${await this.session(login, 'cookie')}`;
    const home = await this.world.app.api().get('/console').set('cookie', cookie);
    const [, csrf = ''] = /name="_csrf" value="([^"]*)"/.exec(home.text) ?? [];
    this.all.push({ name, roles: [role], token: login.token, cookie, csrf });
  }

  private async session({ accountId }: Login, kind: 'cookie' | 'bearer'): Promise<string> {
    const token = randomUUID() + randomUUID();
    await this.world.rows(
      `insert into sessions (id, token_hash, kind, account_id, expires_at, idle_seconds)
       values (gen_random_uuid(), $1, $2, $3, now() + interval '1 day', 86400)`,
      [tokenHash(token), kind, accountId],
    );
    return token;
  }
}
