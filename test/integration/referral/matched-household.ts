import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import type { Actor } from '../../../src/platform/database';
import { testActor } from '../../support/app';
import type { WorldOptions } from '../../support/district';
import { openPeopleWorld, type PeopleWorld, spokenFor, VILLAGE } from '../people/assessed-household';

/** A household with an open case and needs that it has confirmed. */
export interface NeedyHousehold {
  id: string;
  memberIds: string[];
  /** In the order of the codes. */
  needIds: string[];
}

export interface MatchWorld extends PeopleWorld {
  /** Who sits at the village window. */
  worker: Actor;
  needy(codes: string[], members?: object[], severity?: number): Promise<NeedyHousehold>;
  match(householdId: string, body?: object): Promise<MatchView>;
}

export async function openMatchWorld(options?: WorldOptions): Promise<MatchWorld> {
  const world = await openPeopleWorld(options);
  return {
    ...world,
    worker: testActor(world.logins.window.actor),
    async needy(codes, members = [OLD_WOMAN], severity = 2) {
      const { id, memberIds } = await openHousehold(world, members);
      const needIds: string[] = [];
      for (const code of codes) needIds.push(await confirmedNeed(world, id, code, severity));
      return { id, memberIds, needIds };
    },
    async match(householdId, body = {}) {
      const answer = await world.api.window.post(`households/${householdId}/matches`, body);
      if (answer.status !== 201) throw new Error(`Match answered ${answer.status}: ${answer.text}`);
      return answer.body as MatchView;
    },
  };
}

export async function confirmedNeed(
  world: PeopleWorld,
  householdId: string,
  code: string,
  severity = 2,
): Promise<string> {
  const api = world.api.window;
  const found = await api.post(`households/${householdId}/needs`, { code, severity, reason: 'seen at home' });
  if (found.status !== 201) throw new Error(`Need answered ${found.status}: ${found.text}`);
  const { id } = found.body as { id: string };
  await spokenFor(world, id);
  const confirmed = await api.post(`needs/${id}/confirm`, { name: 'Wang', mode: 'self' });
  if (confirmed.status !== 200) throw new Error(`Confirm answered ${confirmed.status}: ${confirmed.text}`);
  return id;
}

const OLD_WOMAN = { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' };

/** A file with an open case, both through the API. */
export async function openHousehold(
  world: PeopleWorld,
  members: object[] = [OLD_WOMAN],
): Promise<{ id: string; memberIds: string[] }> {
  const opened = await world.api.window.post('households', { regionCode: VILLAGE, members });
  if (opened.status !== 201) throw new Error(`Household answered ${opened.status}: ${opened.text}`);
  const { id } = opened.body as { id: string };
  await world.app.drain();
  const cases = await world.rows('select id from cases where household_id = $1', [id]);
  const begun = cases.length > 0 ? null : await world.api.window.post(`households/${id}/cases`);
  if (begun && begun.status !== 201) throw new Error(`Case answered ${begun.status}: ${begun.text}`);
  const found = await world.rows<{ id: string }>(
    'select id from household_members where household_id = $1 order by id',
    [id],
  );
  return { id, memberIds: found.map((row) => row.id) };
}
