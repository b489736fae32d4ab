import { join } from 'node:path';
import { readDataFile } from '../../reference/data-files';
import { instrumentSchema } from './instrument';
import { questionnaire } from './questions';

const scale = (code: string) => readDataFile(join(__dirname, 'instruments', `${code}.yaml`), instrumentSchema);
const nothing = { byItem: {}, rigidShare: null };
const states = (of: ReturnType<typeof questionnaire>) =>
  Object.fromEntries(of.questions.map(({ item, state }) => [item, state]));

describe('a scale as it is put to somebody', () => {
  it('skips what hangs on a "no", says on what, and lets answers to it stand for nothing', () => {
    const put = questionnaire(scale('s03'), { conditions: 0, burden: 1 }, 70, nothing);
    const gated = put.questions.filter(({ because }) => because !== null);
    expect(gated.length).toBeGreaterThanOrEqual(3);
    for (const { because, state } of gated) expect([because, state]).toEqual([{ item: 'conditions' }, 'skipped']);
    const [first] = gated;
    const answered = questionnaire(scale('s03'), { conditions: 0, [first!.item]: 2 }, 70, nothing);
    expect(answered.ignored).toEqual([first!.item]);
    expect(answered.answers).toEqual({ conditions: 0 });
    expect(states(questionnaire(scale('s03'), { conditions: 1 }, 70, nothing))[first!.item]).toBe('asked');
  });

  it('skips by age, and not where the age is not known', () => {
    expect(questionnaire(scale('s09'), {}, 4, nothing).questions.find(({ item }) => item === 'school')).toMatchObject({
      state: 'skipped',
      because: 'age',
    });
    expect(states(questionnaire(scale('s09'), {}, null, nothing)).school).toBe('asked');
  });

  it('computes what the file says over what was typed, and asks what it lacks', () => {
    const measures = { byItem: { 'income-gap': 25, 'rigid-share': null }, rigidShare: null };
    const put = questionnaire(scale('s13'), { 'income-gap': 0, arrears: 1 }, null, measures);
    expect(states(put)).toMatchObject({ 'income-gap': 'computed', 'rigid-share': 'asked', arrears: 'asked' });
    expect([put.answers, put.ignored]).toEqual([{ 'income-gap': 2, arrears: 1 }, ['income-gap']]);
    const missing = put.questions.filter(({ factMissing }) => factMissing).map(({ item }) => item);
    expect(missing).toEqual(['rigid-share', 'arrears', 'debt']);
  });

  it('passes on the share of rigid spending for S13 alone (B18)', () => {
    const measures = { byItem: {}, rigidShare: { percent: 57, localPercent: 50 } };
    expect(questionnaire(scale('s13'), {}, null, measures).context.rigidShare).toEqual(measures.rigidShare);
    expect(questionnaire(scale('s01'), {}, 70, measures).context).toEqual({ ageYears: 70 });
  });
});
