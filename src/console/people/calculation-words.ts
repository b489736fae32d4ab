import type { CalculationResult } from '../../people/means-test';
import { fenOf, linksOf, ratioText, sentenceOf, type ShownStep, whoOrWhat } from './calculation-sentences';
import { type CalculationTerms } from './calculation-terms';

type Panel = 'in' | 'out' | 'unknown';
type Panels = Readonly<Record<string, Panel>> | null;
type Plain = Pick<
  CalculationResult,
  'packVersion' | 'members' | 'circle' | 'circleGround' | 'secondary' | 'layer' | 'recheckMonths'
>;

/** A calculation as the reader may see it (C3): null or empty is what is not shown. */
export interface ShownCalculation extends Plain {
  class: number | null;
  incomeMonth: string | null;
  perHeadMonth: string | null;
  ratio: string | null;
  panels: Panels;
  screens: Panels;
  /** What tells what somebody is or has: null below its level, and then there is no single applicant to name. */
  personalScreens: Panels;
  singleApplicants: readonly string[];
  types: ReadonlyArray<{ type: string; memberKey: string | null }> | null;
  selfCare: CalculationResult['selfCare'] | null;
  benefits: ReadonlyArray<{
    kind: string;
    row: string | null;
    memberKey: string | null;
    monthFen: number;
    from: string;
  }>;
  clarify: ReadonlyArray<{ code: string; key: string | null }>;
  steps: readonly ShownStep[];
  lineSteps: readonly ShownStep[];
  personalSteps: readonly ShownStep[];
  withheld: readonly string[];
}

const SIGNS = { in: '✓', out: '✗', unknown: '?' } as const;

/** What a page says of a calculation: all of it words, in the reader's language; nothing is decided here (R3, R29, R92). */
export function calculationModel(shown: ShownCalculation, terms: CalculationTerms) {
  const { say } = terms;
  const { circle, circleGround, layer, panels, screens, recheckMonths, withheld, packVersion } = shown;
  const short = (one: number) => say(`classification.short.${one}`);
  return {
    ...{ packVersion, withheld, members: shown.members },
    circle: say(`calculations.circle.${circle}`),
    circleGround: circleGround && say(`calculations.ground.${circleGround}`),
    class: say(`classification.class.${shown.class ?? 'none'}`),
    secondary: shown.secondary.map(short).join(' · '),
    layer: layer && terms.rowName('layer', layer),
    ...labels(shown, terms),
    ...sums(shown, terms),
    panels: panels && stand('panel', panels, terms),
    screens: screens && stand('screen', { ...shown.personalScreens, ...screens }, terms),
    alone: shown.singleApplicants.map((key) => whoOrWhat(key, terms)).join(' · '),
    amounts: shown.benefits.map((one) => amount(one, terms)),
    recheck: recheckMonths && say('calculations.recheck-in', { months: recheckMonths }),
    ask: shown.clarify.map(({ code, key }) => ({
      text: say(`calculations.ask.${code}`, { what: whoOrWhat(key, terms) }),
      links: linksOf([key], terms),
    })),
    steps: [...shown.lineSteps, ...shown.steps, ...shown.personalSteps].map((step) => sentenceOf(step, terms)),
  };
}

function sums({ incomeMonth, perHeadMonth, ratio, panels }: ShownCalculation, { say, money }: CalculationTerms) {
  const nothing = say(panels === null ? 'release.not-shown' : 'calculations.not-known');
  return {
    income: incomeMonth === null ? nothing : money(fenOf(incomeMonth)),
    perHead: perHeadMonth === null ? nothing : money(fenOf(perHeadMonth)),
    ratio: ratio === null ? nothing : ratioText(ratio),
  };
}

/** What the labels of the household and its people say: what is not shown is told apart from what is not there (C3). */
function labels({ types, selfCare }: ShownCalculation, terms: CalculationTerms) {
  const told = (rule: string, rows: ReadonlyArray<{ code: string; memberKey: string | null }> | undefined) => {
    if (rows === undefined) return terms.say('release.not-shown');
    const names = rows.map(({ code, memberKey }) => called(terms.rowName(rule, code), memberKey, terms));
    return names.join(' · ') || terms.say('calculations.none');
  };
  return {
    types: told(
      'type',
      types?.map(({ type: code, memberKey }) => ({ code, memberKey })),
    ),
    selfCare: told(
      'self-care',
      selfCare?.map(({ level: code, memberKey }) => ({ code, memberKey })),
    ),
  };
}

/** As R92 and the law name them; what is stored lies in the order of its letters. */
const ORDER = [
  ...['members', 'income', 'property', 'expenditure'],
  ...['dibao', 'dibao-marginal', 'rigid-expenditure', 'tekun', 'single-application'],
];
/** A sign beside the words, so that neither colour nor language alone tells it. */
const stand = (of: 'panel' | 'screen', panels: NonNullable<Panels>, { say }: CalculationTerms) =>
  ORDER.flatMap((code) => (panels[code] ? [[code, panels[code]] as const] : [])).map(([code, state]) => ({
    ...{ code, state, sign: SIGNS[state] },
    name: say(`calculations.${of}.${code}.name`),
    words: of === 'panel' ? say(`calculations.panel.${code}.${state}`) : say(`calculations.word.${state}`),
  }));

function amount(
  { kind, row, memberKey, monthFen, from }: ShownCalculation['benefits'][number],
  terms: CalculationTerms,
) {
  const withheld = terms.say('release.not-shown');
  return {
    kind: terms.say(`calculations.benefit.${kind}`),
    row: row === null ? (kind === 'dibao' ? '' : withheld) : terms.rowName(kind, row),
    who: memberKey === null && kind !== 'dibao' ? withheld : whoOrWhat(memberKey, terms),
    ...{ monthFen, from },
  };
}

const called = (name: string, memberKey: string | null, terms: CalculationTerms) =>
  memberKey === null ? name : terms.say('calculations.who.with-name', { name, who: whoOrWhat(memberKey, terms) });
