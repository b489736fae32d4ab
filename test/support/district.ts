import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/platform/database';
import { demonstrationDistrictCode, LoadDemonstrationDistrict, Regions, Units } from '../../src/reference/regions';
import { type Role, systemActor } from '../../src/trust/access';
import { CreateAccount } from '../../src/trust/accounts';
import { startApp, type TestApp } from './app';
import { onceInFile } from './end-of-file';

export const DISTRICT = demonstrationDistrictCode;
export const PASSWORD = 'correct horse battery staple';

/** Loads the invented district (regions and units) into a spec's database. */
export async function loadDistrict(app: TestApp): Promise<void> {
  await app.as(systemActor(null, 'test'), () => app.get(LoadDemonstrationDistrict).execute());
}

export interface WorldOptions {
  /**
   * A product and a database of its own, for specs that look at all there is. Default: the one that the specs of a Jest
   * file share, since starting it takes longer than most of them; others have left their rows there.
   */
  alone?: boolean;
}

/** The whole product with the invented district in it. */
export async function openDistrict({ alone = false }: WorldOptions = {}): Promise<TestApp> {
  if (alone) return startDistrict();
  const app = await sharedDistrict();
  return { ...app, close: () => Promise.resolve(app.clock.reset()) };
}

async function startDistrict(): Promise<TestApp> {
  const app = await startApp();
  await loadDistrict(app);
  return app;
}

const sharedDistrict = onceInFile(startDistrict);

export interface Login {
  token: string;
  username: string;
  accountId: string;
  actor: Actor;
}

const UNIT_OF_ROLE: Partial<Record<Role, 'window' | 'station' | 'centre' | 'authority'>> = {
  'window-worker': 'window',
  'station-worker': 'station',
  'centre-worker': 'centre',
  officer: 'authority',
};

/** Makes an account with `role` and signs it in; staff of a unit get the district's first unit of their tier. */
export async function loginAs(
  app: TestApp,
  role: Role,
  place: { organisationId?: string; unitId?: string; regionPath?: string; districtCode?: string } = {},
): Promise<Login> {
  const username = `${role}-${randomUUID().slice(0, 8)}`;
  const districtCode = place.districtCode ?? DISTRICT;
  const id = await app.as(systemActor(districtCode, 'test'), async () => {
    const tier = UNIT_OF_ROLE[role];
    const units = await app.get(Units).ofDistrict(districtCode);
    const unit = place.unitId ? units.find((one) => one.id === place.unitId) : units.find((one) => one.tier === tier);
    const district = await app.get(Regions).byCode(districtCode);
    const wide = role === 'evaluator' || role === 'supervisor' || role.endsWith('administrator');
    const path = unit?.regionPath ?? (wide ? district.path : null);
    const post = {
      role,
      districtCode,
      organisationId: place.organisationId ?? null,
      unitId: unit?.id ?? null,
      regionPath: place.regionPath ?? path?.replace(/\/$/, '') ?? null,
    };
    return (
      await app
        .get(CreateAccount)
        .execute({ username, displayName: username, password: PASSWORD, posts: [post], demonstration: true })
    ).id;
  });
  const answer = await app.api().post('sessions', { username, password: PASSWORD });
  if (answer.status !== 201) throw new Error(`Sign-in failed: ${answer.status} ${answer.text}`);
  const { token } = answer.body as { token: string };
  const me = await app.api(token).get('me');
  return { token, username, accountId: id, actor: (me.body as { actor?: Actor }).actor ?? (me.body as Actor) };
}
