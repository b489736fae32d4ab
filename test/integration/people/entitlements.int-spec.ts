import { Entitlements } from '../../../src/people/entitlements';
import { WorkCalendar } from '../../../src/reference/calendar';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

interface Line {
  id: string;
  line: string;
  memberId: string | null;
  state: string;
  applicable: boolean;
  version: number;
}
interface Checklist {
  items: Line[];
  gate: { open: boolean; rule: string; bypassed: boolean; blocking: Line[]; warnings: Line[] };
}

describe('entitlements: policy first (R7)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const checklist = async (id: string) =>
    (await world.api.window.get(`households/${id}/entitlements`)).body as Checklist;
  const lineOf = async (id: string, code: string) => (await checklist(id)).items.find((line) => line.line === code)!;
  const patch = (who: 'window' | 'officer', line: Line, body: object) =>
    world.api[who].patch(`entitlements/${line.id}`, body, line.version);

  /** A household whose class a person has confirmed. */
  async function ofClass(householdClass: number): Promise<string> {
    const child = { name: '王小明', relation: 'child', birthDate: '2016-05-01', inEducation: true };
    const { id } = await world.household([{ name: '王强', relation: 'head', birthDate: '1985-01-01' }, child]);
    const proposal = await world.api.officer.post(`households/${id}/classifications`, {});
    const decision = { class: householdClass, reason: 'known to the village' };
    const confirmed = await world.api.officer.post(`classifications/${proposal.body.id}/confirm`, decision);
    expect(confirmed.status).toBe(200);
    await world.app.drain();
    return id;
  }

  it('gives every new household its checklist, for itself and for each member it may fit', async () => {
    const { id } = await world.household();
    const { items } = await checklist(id);
    const codes = items.map((line) => line.line);
    expect(codes).toEqual(expect.arrayContaining(['dibao', 'temporary', 'tekun', 'medical']));
    expect(codes).not.toEqual(expect.arrayContaining(['education']));
    expect(codes).not.toEqual(expect.arrayContaining(['disability-nursing']));
    expect(items.filter((line) => line.line === 'medical').map((line) => line.memberId !== null)).toEqual([true]);
    expect(new Set(items.map((line) => line.state))).toEqual(new Set(['eligible-not-applied']));
  });

  it('prepares again without doubling anything', async () => {
    const { id } = await world.household();
    const before = (await checklist(id)).items.length;
    const again = await world.api.window.post(`households/${id}/entitlements`);
    expect([again.status, (again.body as Checklist).items.length]).toEqual([200, before]);
  });

  it('a worker notes what is filed or reported; only an officer enters a document (R3)', async () => {
    const { id } = await world.household();
    const applied = await patch('window', await lineOf(id, 'dibao'), { state: 'applied', appliedOn: '2026-11-02' });
    expect(applied.body).toMatchObject({ state: 'applied', appliedOn: '2026-11-02', reported: false });
    const dated = await patch('window', await lineOf(id, 'temporary'), { state: 'granted', documentNumber: 'X-1' });
    expect([dated.status, dated.body.errors[0].code]).toEqual([422, 'document-number-by-officer']);
    const reported = await patch('window', await lineOf(id, 'temporary'), { state: 'granted' });
    expect(reported.body).toMatchObject({ state: 'granted', reported: true });
    const bare = await patch('officer', await lineOf(id, 'dibao'), { state: 'granted' });
    expect(bare.body.errors[0].code).toBe('document-number-required');
    const granted = await patch('officer', await lineOf(id, 'dibao'), {
      state: 'granted',
      documentNumber: '云民〔2026〕12号',
    });
    expect(granted.body).toMatchObject({ state: 'granted', reported: false, documentNumber: '云民〔2026〕12号' });
  });

  it('refuses moves that are none and stale edits', async () => {
    const { id } = await world.household();
    const line = await lineOf(id, 'dibao');
    expect((await patch('window', line, { state: 'lapsed' })).body.code).toBe('move-not-allowed');
    expect((await patch('window', line, { state: 'applied' })).status).toBe(200);
    expect((await patch('window', line, { state: 'refused' })).status).toBe(412);
    expect((await patch('window', line, { state: 'waived' })).status).toBe(422);
  });

  it('E8: class 2 waits for its lines: filed ten working days ago, decided, or waived with a reason', async () => {
    const id = await ofClass(2);
    const { gate } = await checklist(id);
    expect(gate).toMatchObject({ open: false, rule: 'block', bypassed: false, warnings: [] });
    const blocking = gate.blocking.map((line) => line.line);
    expect(blocking).toEqual(expect.arrayContaining(['dibao', 'temporary', 'housing']));
    for (const open of gate.blocking) {
      const line = (await checklist(id)).items.find((one) => one.id === open.id)!;
      const answer =
        line.line === 'dibao'
          ? await patch('window', line, { state: 'applied' })
          : line.line === 'temporary'
            ? await world.api.centre.post(`entitlements/${line.id}/waive`, { reason: 'paid by the village fund' })
            : await patch('window', line, { state: 'not-eligible' });
      expect(answer.status).toBe(200);
    }
    const tenth = world.app.get(WorkCalendar).addWorkDays(world.app.clock.now(), 10).getTime();
    world.app.clock.set(new Date(tenth - 30 * 3_600_000));
    expect((await checklist(id)).gate).toMatchObject({ open: false, blocking: [{ line: 'dibao' }] });
    world.app.clock.set(new Date(tenth - 3_600_000));
    expect((await checklist(id)).gate).toMatchObject({ open: true, blocking: [] });
    world.app.clock.reset();
  });

  it('E8: class 2 with a red triage passes; the lines are due afterwards', async () => {
    const id = await ofClass(2);
    await assess(world.api.window, id, 'S16', triageAnswers('no-food-shelter'));
    const { gate } = await checklist(id);
    expect(gate).toMatchObject({ open: true, bypassed: true, blocking: [] });
    expect(gate.warnings.length).toBeGreaterThan(0);
  });

  it('only warns class 4, and whoever has no class yet', async () => {
    const id = await ofClass(4);
    expect((await checklist(id)).gate).toMatchObject({ open: true, rule: 'warn', bypassed: false });
    expect((await checklist((await world.household()).id)).gate).toMatchObject({ open: true, rule: 'warn' });
  });

  it('is asked by the rooms above', async () => {
    const id = await ofClass(1);
    const service = world.app.get(Entitlements);
    await world.app.as(world.logins.centre.actor, async () => {
      expect((await service.openLines(id)).length).toBeGreaterThan(0);
      expect(await service.gate(id, { toTier: 'station' })).toMatchObject({ open: false });
      expect(await service.gate(id, { toTier: 'station', emergency: true })).toMatchObject({
        open: true,
        bypassed: true,
      });
    });
  });

  it('lets nobody but the centre or an officer waive, and shows a provider nothing', async () => {
    const { id } = await world.household();
    const line = await lineOf(id, 'dibao');
    expect((await world.api.window.post(`entitlements/${line.id}/waive`, { reason: 'no' })).status).toBe(403);
    expect((await world.api.officer.post(`entitlements/${line.id}/waive`, {})).status).toBe(422);
    expect((await world.api.dispatcher.get(`households/${id}/entitlements`)).status).toBe(403);
    expect((await world.api.dispatcher.get(`entitlements/${line.id}`)).status).toBe(403);
  });
});
