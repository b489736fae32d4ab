import { z } from 'zod';
import { economyView } from '../../../src/people/verification/dto/economy.view';
import { householdLine, householdView } from '../../../src/people/households/dto/household.view';
import { needView } from '../../../src/people/needs/dto/need.view';
import { casefileView } from '../../../src/results/casefile/dto/casefile.view';
import { type FieldMark, levelsOf, markOf, partsOf, reaches, type Role, withheldOf } from '../../../src/trust/access';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs, PASSWORD } from '../../support/district';
import { identityNumber } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld, VILLAGE } from './assessed-household';

const READERS = ['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'] as const;
const NUMBER = identityNumber('1961-05-06');
const SECRETS = { identity: NUMBER, phone: '13911112222', door: '9组7号后院', name: '欧阳试' };

/** Every marked place of an answer with what stands there. */
function marked(
  schema: z.ZodType,
  value: unknown,
  path: string,
): Array<{ path: string; mark: FieldMark; value: unknown }> {
  const mark = markOf(schema);
  const here = mark ? [{ path, mark, value }] : [];
  if (value === null || value === undefined) return here;
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    const own = markOf(element);
    const inside = (value as unknown[]).flatMap((one) => marked(element, one, `${path}[]`));
    // A list whose elements are marked is empty below their level.
    return [...here, ...(own && inside.length === 0 ? [{ path: `${path}[]`, mark: own, value: null }] : []), ...inside];
  }
  const inner = partsOf(schema).flatMap(([name, part]) =>
    marked(
      part,
      name === '' ? value : (value as Record<string, unknown>)[name],
      name === '' ? path : `${path}.${name}`,
    ),
  );
  return [...here, ...inner];
}

describe('what each role sees of one household (C3)', () => {
  let world: PeopleWorld;
  let householdId: string;
  let memberId: string;
  const logins = new Map<Role, Login>();
  const api = (role: Role): ApiClient => world.app.api(logins.get(role)!.token);

  beforeAll(async () => {
    world = await openPeopleWorld();
    const { window, station, centre, officer } = world.logins;
    logins.set('window-worker', window).set('station-worker', station).set('centre-worker', centre);
    logins.set('officer', officer).set('supervisor', await loginAs(world.app, 'supervisor'));
    const opened = await world.api.window.post('households', {
      ...{ regionCode: VILLAGE, address: SECRETS.door, latitude: 30.5, longitude: 104.1, email: 'o@example.org' },
      members: [
        {
          ...{ name: SECRETS.name, relation: 'head', identityKind: 'resident-id', identityNumber: NUMBER },
          ...{ phone: SECRETS.phone, disabilityCard: `${NUMBER}43` },
          ...{ works: 'seasonal', illness: 'serious' },
        },
      ],
    });
    expect(opened.status).toBe(201);
    householdId = opened.body.id;
    memberId = opened.body.members[0].id;
    const line = { kind: 'income', item: 'wage', amountFen: 123_456, period: 'month', note: '口头说明' };
    expect((await world.api.officer.post(`households/${householdId}/economy`, line)).status).toBe(201);
    const need = { code: 'MA-01', severity: 2, source: 'worker', reason: '米面不足的证据' };
    expect((await world.api.station.post(`households/${householdId}/needs`, need)).status).toBe(201);
  });
  afterAll(() => world.close());

  const answers: Array<[string, z.ZodType, (body: never) => unknown]> = [
    ['households/ID', householdView, (body) => body],
    ['households?number=NO', householdLine, (body: { items: unknown[] }) => body.items[0]],
    ['households/ID/economy', economyView, (body) => body],
    ['households/ID/needs', needView, (body: { items: unknown[] }) => body.items[0]],
    ['households/ID/file', casefileView, (body) => body],
  ];

  it.each(READERS)('%s: the fields of every answer are those of the table', async (role) => {
    const levels = levelsOf([role], []);
    const [{ number } = { number: '' }] = await world.rows<{ number: string }>(
      'select number from households where id = $1',
      [householdId],
    );
    for (const [path, schema, pick] of answers) {
      const { status, body } = await api(role).get(path.replace('ID', householdId).replace('NO', number));
      expect([path, status]).toEqual([path, 200]);
      const view = pick(body as never) as { withheld: string[] };
      const found = marked(schema, view, path);
      expect(found.length).toBeGreaterThan(0);
      for (const { path: place, mark, value } of found) {
        if (reaches(levels[mark.group], mark.from)) continue;
        if (mark.masked && levels[mark.group] === 'masked')
          expect([place, String(value)]).toEqual([place, expect.stringContaining('*')]);
        else if (mark.instead) expect([place, value]).toEqual([place, number]);
        else
          expect([place, Array.isArray(value) ? value.length : value]).toEqual([
            place,
            Array.isArray(value) ? 0 : null,
          ]);
      }
      expect(view.withheld).toEqual(withheldOf(schema, levels));
    }
  });

  it('shows what the table allows, not less', async () => {
    const { body } = await api('station-worker').get(`households/${householdId}`);
    expect(body.members[0]).toMatchObject({ name: SECRETS.name, phone: '*******2222', disability: { grade: 3 } });
    expect((await api('window-worker').get(`households/${householdId}`)).body).toMatchObject({
      ...{ address: SECRETS.door, latitude: 30.5, email: 'o@example.org', withheld: ['health'] },
      members: [{ phone: SECRETS.phone, disability: { grade: null } }],
    });
    expect((await api('officer').get(`households/${householdId}/economy`)).body.items).toHaveLength(1);
    expect((await api('station-worker').get(`households/${householdId}/economy`)).body).toMatchObject({
      ...{ items: [], totals: { declared: true }, withheld: ['economy'] },
    });
  });

  it.each(READERS)('%s: the pages hold no more than the answers', async (role) => {
    const visitor = new ConsoleVisitor(world.app);
    await visitor.signIn(logins.get(role)!.username, PASSWORD);
    const levels = levelsOf([role], []);
    const shown = { contact: levels.contact === 'full', name: reaches(levels.contact, 'masked') };
    for (const page of ['', '/needs', '/economy', '/classification', '/timeline', '/file', '/entitlements']) {
      const { status, text } = await visitor.get(`/console/households/${householdId}${page}`);
      expect([page, [200, 303].includes(status)]).toEqual([page, true]);
      expect(text).not.toContain(SECRETS.identity);
      if (!shown.contact) expect(text).not.toContain(SECRETS.phone);
      if (!shown.contact) expect(text).not.toContain(SECRETS.door);
      if (!shown.name) expect(text).not.toContain(SECRETS.name);
      if (!reaches(levels.need, 'full')) expect(text).not.toContain('米面不足的证据');
      if (page === '/economy') expect(text.includes('未向本角色开放')).toBe(levels.economy !== 'full');
    }
  });

  it('opens a masked number for ten minutes, on the record, and an unapproved group not at all', async () => {
    const reveal = { field: 'identity-number', memberId, reason: '核对医保报销' };
    const path = `households/${householdId}`;
    const numberOf = async (role: Role) => (await api(role).get(path)).body.members[0].identityNumber as string | null;
    const refused = await api('supervisor').post(`${path}/reveal`, reveal);
    expect([refused.status, refused.body.code]).toEqual([403, 'approval-needed']);
    expect(refused.body.title).toContain('身份证件');
    expect((await api('window-worker').post(`${path}/reveal`, reveal)).body.code).toBe('reveal-not-allowed');
    const opened = await api('station-worker').post(`${path}/reveal`, reveal);
    expect(opened.body).toMatchObject({ value: NUMBER });
    expect(await numberOf('station-worker')).toBe(NUMBER);
    expect(await numberOf('centre-worker')).toContain('*');
    const [row] = await world.rows<{ purpose: string; fields: string[] }>(
      "select purpose, fields from audit_events where action = 'household.field-revealed' and household_id = $1",
      [householdId],
    );
    expect(row).toEqual({
      purpose: 'area: 核对医保报销',
      fields: ['identity-number', `until ${opened.body.until as string}`],
    });
    const [{ minutes } = { minutes: 0 }] = await world.rows<{ minutes: number }>(
      'select round(extract(epoch from ends_at - now()) / 60)::int as minutes from field_reveals where household_id = $1',
      [householdId],
    );
    expect(minutes).toBe(10);
    await world.rows('update field_reveals set ends_at = now() where household_id = $1', [householdId]);
    expect(await numberOf('station-worker')).toContain('*');
  });
});
