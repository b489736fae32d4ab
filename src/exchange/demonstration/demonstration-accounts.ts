import { Injectable } from '@nestjs/common';
import { type Actor, anonymousActor } from '../../platform/database';
import { demonstrationDistrictCode, Regions, type Unit, Units } from '../../reference/regions';
import type { Role } from '../../trust/access';
import { CreateAccount } from '../../trust/accounts';

/** Known on purpose: demonstration accounts are marked as such, show a banner and need no second factor. */
export const DEMONSTRATION_PASSWORD = 'yuanlian-demo';

/** The people who can act while the district is made, and afterwards by signing in. */
export interface DemonstrationStaff {
  /** By unit id. */
  atUnit: Map<string, Actor>;
  centre: Actor[];
  officer: Actor;
  evaluator: Actor;
}

const ROLE_OF_TIER = {
  window: 'window-worker',
  station: 'station-worker',
  centre: 'centre-worker',
  authority: 'officer',
} as const satisfies Record<Unit['tier'], Role>;

const withoutSlash = (path: string) => path.replace(/\/$/, '');

/** Accounts of the invented district: one person a unit, and one for each other role. */
@Injectable()
export class DemonstrationAccounts {
  constructor(
    private readonly createAccount: CreateAccount,
    private readonly units: Units,
    private readonly regions: Regions,
  ) {}

  /** Runs in a transaction of the district's system actor. */
  async make(names: () => string): Promise<DemonstrationStaff> {
    const district = await this.regions.byCode(demonstrationDistrictCode);
    const place = { districtCode: demonstrationDistrictCode, regionPath: withoutSlash(district.path) };
    const atUnit = new Map<string, Actor>();
    const used = new Map<string, number>();
    for (const unit of await this.units.ofDistrict(demonstrationDistrictCode)) {
      const role = ROLE_OF_TIER[unit.tier];
      const name = unit.tier === 'authority' ? 'officer' : unit.tier;
      const count = (used.get(name) ?? 0) + 1;
      used.set(name, count);
      const post = { ...place, role, unitId: unit.id, regionPath: withoutSlash(unit.regionPath) };
      atUnit.set(unit.id, await this.one(count === 1 ? name : `${name}${count}`, names(), post));
    }
    const centreUnit = [...atUnit.values()].find((actor) => actor.roles.includes('centre-worker'));
    const colleague = await this.one('centre2', names(), {
      ...place,
      role: 'centre-worker',
      unitId: centreUnit?.unitId ?? null,
    });
    const evaluator = await this.one('evaluator', names(), { ...place, role: 'evaluator' });
    for (const [username, role] of OTHERS) await this.one(username, names(), { ...place, role });
    const centre = [...atUnit.values(), colleague].filter((actor) => actor.roles.includes('centre-worker'));
    const officer = [...atUnit.values()].find((actor) => actor.roles.includes('officer'));
    if (!officer) throw new Error('The demonstration district has no authority');
    return { atUnit, centre, officer, evaluator };
  }

  /** The dispatcher of a provider. */
  dispatcher(username: string, displayName: string, organisationId: string): Promise<Actor> {
    return this.one(username, displayName, {
      role: 'dispatcher',
      districtCode: demonstrationDistrictCode,
      regionPath: null,
      organisationId,
    });
  }

  private async one(username: string, displayName: string, post: Post): Promise<Actor> {
    const { id } = await this.createAccount.execute({
      username,
      displayName,
      password: DEMONSTRATION_PASSWORD,
      demonstration: true,
      posts: [post],
    });
    return {
      ...anonymousActor('demonstration'),
      kind: 'user',
      userId: id,
      displayName,
      organisationId: post.organisationId ?? null,
      unitId: post.unitId ?? null,
      roles: [post.role],
      districtCodes: [post.districtCode],
      regionPath: post.regionPath,
    };
  }
}

interface Post {
  role: Role;
  districtCode: string;
  regionPath: string | null;
  unitId?: string | null;
  organisationId?: string;
}

const OTHERS = [
  ['supervisor', 'supervisor'],
  ['system', 'system-administrator'],
  ['security', 'security-administrator'],
  ['audit', 'audit-administrator'],
  ['reporter', 'reporter'],
] as const satisfies ReadonlyArray<readonly [string, Role]>;
