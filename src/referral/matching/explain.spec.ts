import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { aContext, aHousehold, aMember, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { refusals } from './filters';
import { match } from './match';
import type { MatchContext, Phrase } from './matching.types';
import { sideOf } from './route';

type Texts = { [key: string]: string | Texts };

const LOCALES = ['zh-CN', 'en'] as const;
const folder = join(__dirname, '..', '..', '..', 'templates', 'texts');
const read = (locale: string): Texts =>
  JSON.parse(readFileSync(join(folder, locale, 'matching.json'), 'utf8')) as Texts;

function flat(texts: Texts, path = 'matching'): Map<string, string> {
  const entries = Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[`${path}.${key}`, text]] : [...flat(text, `${path}.${key}`)],
  );
  return new Map(entries);
}

const catalogues = new Map(LOCALES.map((locale) => [locale, flat(read(locale))]));

/** Every object of an answer that is a phrase, wherever it stands. */
function phrasesIn(value: unknown): Phrase[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('key' in value && 'params' in value) return [value as Phrase];
  return Object.values(value).flatMap(phrasesIn);
}

/** The text a reader would get; a missing text or parameter throws. */
function spoken({ key, params }: Phrase, locale: (typeof LOCALES)[number]): string {
  const text = catalogues.get(locale)?.get(key);
  if (text === undefined) throw new Error(`${key} in ${locale}`);
  return String(new IntlMessageFormat(text, locale).format({ ...params }));
}

/** Names of the parameters of a text, from its parsed form: choices of words in braces are not parameters. */
function paramsOf(text: string): string[] {
  const found = JSON.stringify(new IntlMessageFormat(text, 'en').getAst(), (key, value: unknown) =>
    key === 'location' ? undefined : value,
  );
  return [...new Set([...found.matchAll(/"type":[1-6],"value":"(\w+)"/g)].map(([, name]) => name ?? ''))].sort();
}

const fund = { kind: 'fund', id: 'f', open: true, leftFen: 1, ceilingLeftFen: 0 } as const;
const slots = [{ day: 1, from: 0, to: 60 }];
const OFFERINGS = [
  anOffering({ layer: 'policy' }),
  anOffering({
    id: 'o2',
    capacity: { known: false, left: 0 },
    confirmedOn: null,
    point: null,
    layer: 'provincial-fund',
  }),
  anOffering({
    id: 'o3',
    payer: { kind: 'household' },
    priceFen: 900,
    confirmedOn: '2020-01-01',
    languages: ['bo', 'zh'],
    quality: { outcomes: 40, own: 80, mean: 70 },
  }),
  anOffering({
    id: 'o4',
    state: 'paused',
    areaPaths: ['9'],
    radiusMetres: 1,
    payer: fund,
    priceFen: 1,
    credential: { state: 'missing' },
  }),
  anOffering({
    id: 'o5',
    eligibility: { minAge: 99, classes: ['1'], disabilityKinds: ['visual'], sex: 'male' },
    languages: ['bo'],
  }),
  anOffering({
    id: 'o6',
    capacity: { known: true, left: 0, nextPeriodOn: '2026-12-01' },
    payer: { ...fund, open: false },
    loadPercent: 3,
  }),
  anOffering({
    id: 'o7',
    capacity: { known: true, left: 0 },
    payer: { ...fund, kind: 'contract' },
    priceFen: 7,
    waitDays: 3,
  }),
  anOffering({ id: 'o8', schedule: { slots, fixed: true }, payer: fund, priceFen: 7, answerMedianHours: 5 }),
  anOffering({ id: 'o10', payer: { ...fund, open: false, leftFen: 0 }, priceFen: 7 }),
  anOffering({ id: 'o9', answerMedianHours: 700, quality: { outcomes: 2, own: 80, mean: null } }),
];

const answers = (['red', 'green'] as const).flatMap((urgency) => {
  const needs = [aNeed({ urgency }), aNeed({ id: 'n2', code: 'CA-01' })];
  const known = aHousehold({ members: [aMember({ age: 12, busy: slots })], languages: ['zh', 'bo'] });
  const bare = aHousehold({ members: [], consentScopes: [], languages: [] });
  const running = [{ code: 'LI-02', memberId: null, providerId: 'p1', publiclyPaid: true }];
  const context: MatchContext = aContext({ refused: [{ needId: 'n1', offeringId: 'o6' }] });
  return [aHousehold({ running, languages: ['ii', 'zh'] }), known, bare].map((household) =>
    match(household, needs, OFFERINGS, context),
  );
});

describe('explanations', () => {
  it.each(LOCALES)('are all written in %s, with every parameter they name', (locale) => {
    const phrases = phrasesIn(answers);
    expect(new Set(phrases.map(({ key }) => key)).size).toBeGreaterThan(60);
    for (const phrase of phrases) expect(spoken(phrase, locale).length).toBeGreaterThan(1);
  });

  it('have the same keys and the same parameters in both languages', () => {
    const [chinese, english] = LOCALES.map((locale) => catalogues.get(locale) ?? new Map<string, string>());
    expect([...(chinese?.keys() ?? [])]).toEqual([...(english?.keys() ?? [])]);
    for (const [key, text] of chinese ?? [])
      expect([key, paramsOf(text)]).toEqual([key, paramsOf(english?.get(key) ?? '')]);
  });

  it('say in plain words why not and what would change it', () => {
    const input = {
      household: aHousehold(),
      need: aNeed(),
      offering: anOffering({ radiusMetres: 1000 }),
      context: aContext(),
    };
    const [refusal] = refusals(input);
    if (!refusal) throw new Error('admitted');
    expect(spoken(refusal.reason, 'en')).toBe('The household lives 1,111 m away; the service goes as far as 1,000 m.');
    expect(spoken(refusal.change, 'en')).toBe('Ask the provider to come as far as 1,111 m, or arrange transport.');
  });

  it('count every layer on one side of R5', () => {
    const layers = ['policy', 'society', 'special-fund', 'provincial-fund', 'family', 'self'] as const;
    expect(layers.map(sideOf)).toEqual(['government', 'society', 'society', 'society', 'family', 'self']);
  });

  it('tells of a household that said no, and asks for no signature: nobody asked yet refuses nothing (R98)', () => {
    const [refusal] = refusals({
      ...{ need: aNeed(), offering: anOffering(), context: aContext() },
      household: aHousehold({ consentScopes: [] }),
    });
    expect(spoken(refusal!.reason, 'zh-CN')).toBe('家庭不同意转介。');
    expect(spoken(refusal!.change, 'zh-CN')).toBe('询问家庭是否改变主意；不同意不影响法定待遇。');
    expect(spoken(refusal!.reason, 'en')).toBe('The household has said no to referrals.');
  });
});
