import type { Offering } from '../../../src/supply/offerings';
import type { Provider } from '../../../src/supply/providers';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import type { ApiClient } from '../../support/app';
import { type Login, loginAs, type WorldOptions } from '../../support/district';
import { VILLAGE } from '../people/assessed-household';
import { confirmedNeed, openMatchWorld, type MatchWorld } from './matched-household';

export interface Firm {
  provider: Provider;
  dispatcher: Login;
  api: ApiClient;
  practitioner: ApiClient;
}
export interface ReferralBody {
  id: string;
  number: string;
  state: string;
  version: number;
  task: string | null;
  nextId: string | null;
  [field: string]: unknown;
}
export interface Person {
  id: string;
  memberId: string;
  needId: string;
}

export const PHONE = '13912345678';
export const ADDRESS = '3组12号';

export interface ReferralWorld extends MatchWorld {
  firm(): Promise<Firm>;
  offering(firm: Firm, places?: number | null): Promise<Offering>;
  /** A household with an open case and one confirmed need. */
  person(): Promise<Person>;
  consent(householdId: string, providerId: string): Promise<string>;
  /** A referral that is a draft. */
  draft(person: Person, offering: Offering, extra?: object): Promise<ReferralBody>;
  /** The same, consented and sent. */
  sent(person: Person, offering: Offering, extra?: object): Promise<ReferralBody>;
  act(api: ApiClient, referral: { id: string }, action: string, body?: object): Promise<ReferralBody>;
  look(referral: { id: string }, api?: ApiClient): Promise<ReferralBody>;
}

export async function openReferralWorld(options?: WorldOptions): Promise<ReferralWorld> {
  const world = await openMatchWorld(options);
  const { app, api } = world;
  const ok = (answer: { status: number; text: string; body: unknown }) => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body as ReferralBody;
  };
  const act: ReferralWorld['act'] = async (client, { id }, action, body = {}) =>
    ok(await client.post(`referrals/${id}/${action}`, body));
  const consent = async (householdId: string, providerId: string) => {
    const items = ['identity', 'contact', 'address', 'need'];
    const input = {
      scope: 'referral',
      receiverKind: 'provider',
      receiverId: providerId,
      receiverName: 'P',
      items,
      decision: 'given',
      mode: 'assisted',
      givenByName: '王桂芳',
      guardianInformed: true,
    };
    return ok(await api.window.post(`households/${householdId}/consents`, input)).id;
  };
  const draft: ReferralWorld['draft'] = async ({ needId }, offering, extra = {}) =>
    ok(
      await api.window.post('referrals', {
        needId,
        offeringId: offering.id,
        message: '喜欢安静',
        safetyNote: '家里有狗',
        ...extra,
      }),
    );
  return {
    ...world,
    async firm() {
      const provider = await makeProvider(app);
      const dispatcher = await loginAs(app, 'dispatcher', { organisationId: provider.id });
      const practitioner = await loginAs(app, 'practitioner', { organisationId: provider.id });
      return { provider, dispatcher, api: app.api(dispatcher.token), practitioner: app.api(practitioner.token) };
    },
    offering: (firm, places = 3) => makeOffering(app, firm.provider, { capacityPerPeriod: places }),
    async person() {
      const members = [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02', phone: PHONE }];
      const { id } = ok(await api.window.post('households', { regionCode: VILLAGE, address: ADDRESS, members }));
      await app.drain();
      const cases = await world.rows('select id from cases where household_id = $1', [id]);
      if (cases.length === 0) ok(await api.window.post(`households/${id}/cases`));
      const [member] = await world.rows<{ id: string }>('select id from household_members where household_id = $1', [
        id,
      ]);
      return { id, memberId: member!.id, needId: await confirmedNeed(world, id, 'LI-02') };
    },
    consent,
    draft,
    async sent(person, offering, extra = {}) {
      await consent(person.id, offering.providerId);
      const referral = await draft(person, offering, extra);
      await act(api.window, referral, 'consent');
      return act(api.window, referral, 'send');
    },
    act,
    look: async ({ id }, client = api.window) => ok(await client.get(`referrals/${id}`)),
  };
}
