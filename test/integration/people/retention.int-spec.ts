import { ApplyRetention } from '../../../src/people/rights';
import { leadInput, memberInput } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld, triageAnswers, assess } from './assessed-household';

describe('retention', () => {
  let world: PeopleWorld;
  const apply = async (dryRun: boolean) => (await world.app.worker(ApplyRetention)).execute(dryRun);
  const NONE = { 'live-file': 0, 'frozen-file': 0, 'raw-answers': 0, 'rejected-lead': 0 };
  const ended = (householdId: string, at: string) =>
    world.rows(
      "update cases set state = 'closed', opened_at = $2::timestamptz - interval '1 day', closed_at = $2 where household_id = $1",
      [householdId, at],
    );
  const served = async (name: string): Promise<string> => {
    const { id } = await world.household([memberInput({ name })]);
    expect((await world.api.window.post(`households/${id}/cases`, {})).status).toBe(201);
    await assess(world.api.window, id, 'S16', triageAnswers());
    return id;
  };

  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterAll(() => world.close());

  it('lets go what is over and nothing else; a dry run changes nothing, a second run finds nothing', async () => {
    const [old, middle, running] = [await served('很久以前'), await served('三年以前'), await served('现在')];
    const leads = [];
    for (const observed of ['旧线索', '新线索']) {
      const sent = await world.api.window.post('leads', leadInput({ observed, contactPhone: '13912340078' }));
      leads.push((sent.body as { id: string }).id);
    }
    await world.rows("update leads set state = 'not-need', closed_at = '2025-01-01' where id = $1", [leads[0]]);
    await world.rows("update leads set state = 'not-need', closed_at = now() where id = $1", [leads[1]]);
    world.app.clock.set(new Date('2026-11-28T04:00:00Z'));
    await ended(old, '2021-11-28T03:00:00Z');
    await ended(middle, '2023-11-28T03:00:00Z');

    const due = { 'live-file': 1, 'frozen-file': 0, 'raw-answers': 2, 'rejected-lead': 1 };
    expect(await apply(true)).toEqual(due);
    expect(await apply(true)).toEqual(due);
    // The old file's answers went with the file.
    expect(await apply(false)).toEqual({ ...due, 'raw-answers': 1 });
    expect(await apply(false)).toEqual(NONE);

    const names = await world.rows('select display_name as name from households where id = any ($1) order by 1', [
      [old, middle, running],
    ]);
    expect(names).toEqual([{ name: '' }, { name: '三年以前' }, { name: '现在' }]);
    const scales = await world.rows(
      `select household_id as id, answers_ciphertext is null as "noAnswers", score is null and triage is null as "noScore"
         from assessments where household_id = any ($1)`,
      [[middle, running]],
    );
    expect(scales).toHaveLength(2);
    expect(scales).toEqual(
      expect.arrayContaining([
        { id: middle, noAnswers: true, noScore: false },
        { id: running, noAnswers: false, noScore: false },
      ]),
    );
    const told = await world.rows(
      'select observed, contact_phone_ciphertext is null as gone from leads order by number',
    );
    expect(told).toEqual([
      { observed: '', gone: true },
      { observed: '新线索', gone: false },
    ]);
    const record = await world.rows<{ action: string }>(
      "select action from audit_events where purpose = 'retention' order by action",
    );
    expect(record.map(({ action }) => action)).toEqual([
      'assessment.answers-erased',
      'household.erased',
      'household.frozen',
      'lead.erased',
    ]);
  });
});
