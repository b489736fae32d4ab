import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { CreateHousehold, OpenHousehold } from '../../../src/people/households';
import { type ApiClient, startApp, type TestApp } from '../../support/app';
import { loadDistrict, loginAs } from '../../support/district';
import { assess, triageAnswers } from './assessed-household';

const shipped = (name: string): Record<string, unknown> =>
  parse(readFileSync(join(__dirname, '../../../src/people/assessments/instruments', name), 'utf8'));

/** A seventeenth scale, about the dialect people speak at home, and words of a county for one of ours. */
const OWN = {
  ...{ code: 'X17', version: '1.0', subject: 'household', minimumAge: null, modes: ['self', 'proxy'] },
  name: { zh: '语言与办事', en: 'Language and errands' },
  construct: { zh: '因语言不通办不成事', en: 'Errands that fail for want of language' },
  lookBack: { days: 30, zh: '最近一个月', en: 'In the last month' },
  options: {
    often: [0, 1, 2].map((value) => ({
      value,
      zh: ['没有', '有时', '常常'][value],
      en: ['No', 'Sometimes', 'Often'][value],
    })),
  },
  items: [
    { id: 'forms', zh: '看不懂要填的表', en: 'Could not read a form', options: 'often' },
    { id: 'window', zh: '在窗口说不清楚', en: 'Was not understood at a desk', options: 'often' },
  ],
  scoring: { kind: 'sum', cuts: [1, 2, 4] },
  flags: [],
  needs: [{ code: 'LK-04', who: 'household', fromSeverity: 2 }],
};

describe('scales of a county (R18)', () => {
  let app: TestApp;
  let api: ApiClient;
  let household: string;
  beforeAll(async () => {
    app = await startApp(undefined, {
      fill(dataDir) {
        const folder = join(dataDir, 'instruments');
        mkdirSync(folder);
        writeFileSync(join(folder, 'x17.yaml'), stringify(OWN));
        const name = { zh: '吃穿用度', en: 'Food and goods' };
        writeFileSync(join(folder, 's11.yaml'), stringify({ ...shipped('s11.yaml'), version: '1.0.1', name }));
      },
    });
    await loadDistrict(app);
    const { token, actor } = await loginAs(app, 'centre-worker');
    api = app.api(token);
    const input = CreateHousehold.parse({
      ...{ regionCode: '990101001001', members: [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }] },
    });
    const opened = await app.as({ ...actor, purpose: 'test' }, () => app.get(OpenHousehold).execute(input));
    household = opened.id;
    await assess(api, household, 'S16', triageAnswers());
  });
  afterAll(() => app.close());

  it('offers the added one and the local words beside ours', async () => {
    const list = (await api.get('instruments')).body.items as Array<{ code: string; name: { zh: string } }>;
    expect(list).toHaveLength(17);
    expect(list.find(({ code }) => code === 'S11')?.name.zh).toBe('吃穿用度');
    expect((await api.get('instruments/X17')).body.items).toHaveLength(2);
  });

  it('scores it, keeps its version and opens its need', async () => {
    const { body } = await assess(api, household, 'X17', { forms: 2, window: 1 });
    expect(body).toMatchObject({ instrument: 'X17', instrumentVersion: '1.0', score: 3, maximum: 4, severity: 2 });
    const needs = (await api.get(`households/${household}/needs`)).body.items as Array<{
      code: string;
      severity: number;
    }>;
    expect(needs).toEqual([expect.objectContaining({ code: 'LK-04', severity: 2 })]);
    const food = { worry: 1, quality: 0, amount: 0, skipped: 0, heat: 0, clothing: 0, hygiene: 0, utilities: 0 };
    expect((await assess(api, household, 'S11', food)).body).toMatchObject({ instrumentVersion: '1.0.1', severity: 1 });
  });
});
