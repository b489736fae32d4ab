import { leadInput, memberInput } from '../../factories/households.factory';
import { ConsoleVisitor } from '../../support/console';
import { type Login } from '../../support/district';
import { openReferralWorld, type ReferralWorld } from './referral-world';

interface Card {
  urgency: string;
  href: string;
  count: number;
}

/** Rows that a list shows at once. */
const PAGE = 50;

const decoded = (html: string) => html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

/** The cards of a home page in their order. */
function cardsOf(html: string): Card[] {
  const cards =
    /<li class="yl-stat yl-stat--(\w+)">\s*<a class="yl-stat__link" href="([^"]+)"><span class="yl-stat__count">(\d+)/g;
  return [...decoded(html).matchAll(cards)].map(([, urgency = '', href = '', count]) => ({
    ...{ urgency, href, count: Number(count) },
  }));
}

/** Rows of a list, whichever way the page shows them. */
function rowsOf(html: string): number {
  const main = html.split('<main')[1]?.split('</main>')[0] ?? '';
  const bodies = [...main.matchAll(/<tbody[\s\S]*?<\/tbody>/g)].map(([body]) => body.split('<tr').length - 1);
  return Math.max(...bodies, 0, main.split('class="yl-row"').length - 1, main.split('/accept"').length - 1);
}

describe('home: what needs me today', () => {
  let world: ReferralWorld;
  let dispatcher: Login;
  const home = async (login: Login) => {
    const visitor = await new ConsoleVisitor(world.app).signIn(login.username);
    const page = await visitor.get('/console');
    return { visitor, html: page.text, cards: cardsOf(page.text) };
  };

  beforeAll(async () => {
    world = await openReferralWorld();
    const { api } = world;
    await api.window.post('leads', leadInput());
    const late = (await api.window.post('leads', leadInput({ urgency: 'emergency' }))).body as { id: string };
    await world.rows("update due_items set due_at = due_at - interval '3 days' where subject_id = $1", [late.id]);
    const person = await world.person();
    await api.station.post(`households/${person.id}/classifications`, {});
    const firm = await world.firm();
    dispatcher = firm.dispatcher;
    await world.sent(person, await world.offering(firm));
    const { id: householdId } = await world.household([memberInput({ name: '急户' })]);
    const row = (await api.window.post(`households/${householdId}/cases`, { emergency: true })).body as { id: string };
    await api.window.post(`cases/${row.id}/handovers`, {
      ...{ tier: 'station', reasonCode: 'emergency', residualDifficulty: '今晚无处住' },
    });
    const unmet = await world.needy(['EM-03']);
    await world.match(unmet.id);
    await world.app.drain();
  });
  afterAll(() => world.close());

  it.each([
    [
      'window',
      ['/console/leads?late=true', '/console/cases?mine=true&open=true&emergency=true', '/console/leads?state=new'],
    ],
    [
      'station',
      ['/console/leads?late=true', '/console/leads?state=new', '/console/handovers', '/console/classifications'],
    ],
    [
      'centre',
      ['/console/leads?late=true', '/console/leads?state=new', '/console/classifications', '/console/gaps?state=open'],
    ],
    ['officer', ['/console/classifications', '/console/gaps?state=open']],
    ['provider', ['/console/referrals?state=sent']],
  ] as const)('of the %s has counts that open the list they count', async (who, expected) => {
    const { visitor, cards } = await home(who === 'provider' ? dispatcher : world.logins[who]);
    expect(cards.map(({ href }) => href)).toEqual(expect.arrayContaining([...expected]));
    const order = ['late', 'today', 'soon', 'calm'];
    const places = cards.map(({ urgency }) => order.indexOf(urgency));
    expect(places).toEqual([...places].sort());
    for (const { href, count } of cards) {
      const list = await visitor.get(href);
      expect([href, list.status, rowsOf(list.text)]).toEqual([href, 200, Math.min(count, PAGE)]);
    }
  });

  it('shows what is late first', async () => {
    const { cards } = await home(world.logins.window);
    expect(cards[0]).toEqual({ urgency: 'late', href: '/console/leads?late=true', count: 1 });
  });

  it('leads to the search from every page, for those who may use it', async () => {
    for (const login of [world.logins.window, world.logins.station, world.logins.centre, world.logins.officer]) {
      const { visitor, html } = await home(login);
      expect(html.split('<main')[0]).toContain('href="/console/search"');
      expect((await visitor.get('/console/search')).status).toBe(200);
    }
    const { visitor, html } = await home(dispatcher);
    expect(html).not.toContain('/console/search');
    expect((await visitor.get('/console/search?q=王')).status).toBe(403);
  });

  it('finds by full name, by a whole phone typed any way, and by number; never more than 20, and says so', async () => {
    const { visitor } = await home(world.logins.window);
    const found = async (q: string) => {
      const page = await visitor.submit('/console/search', '/console/search', { q });
      expect([page.status, page.text.includes(`value="${q}"`)]).toEqual([200, false]);
      return page.text;
    };
    const { id } = await world.household([memberInput({ name: '司马相如', phone: '13700137654' })]);
    for (const q of ['司马', '7654']) expect([q, (await found(q)).includes(id)]).toEqual([q, false]);
    for (const q of ['司马相如', '137 0013 7654', '１３７００１３７６５４', '+8613700137654'])
      expect([q, (await found(q)).includes(`/console/households/${id}`)]).toEqual([q, true]);
    expect(await found('司空')).toContain('没有找到');
    const lead = (await world.api.window.post('leads', leadInput())).body as { id: string; number: string };
    expect(await found(lead.number.toLowerCase())).toContain(`/console/leads/${lead.id}`);
    for (let one = 0; one < 21; one += 1) await world.household([memberInput({ name: '多人同名' })]);
    const many = await found('多人同名');
    expect([rowsOf(many), many.includes('20')]).toEqual([20, true]);
  });
});
