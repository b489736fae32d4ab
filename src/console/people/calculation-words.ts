import type { CalculationResult } from '../../people/means-test';
import { fenOf, ratioText, sentenceOf, type ShownStep, whoOrWhat } from './calculation-sentences';
import { type CalculationTerms } from './calculation-terms';

type Panel = 'in' | 'out' | 'unknown';
type Panels = Readonly<Record<string, Panel>> | null;
type Plain = Pick<
  CalculationResult,
  'packVersion' | 'members' | 'circle' | 'circleGround' | 'secondary' | 'layer' | 'recheckMonths' | 'selfCare'
>;

/** A calculation as the reader may see it (C3): null or empty is what is not shown. */
export interface ShownCalculation extends Plain {
  class: number | null;
  incomeMonth: string | null;
  perHeadMonth: string | null;
  ratio: string | null;
  panels: Panels;
  screens: Panels;
  types: ReadonlyArray<{ type: string; memberKey: string | null }>;
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
    circle: say(`calculation.circle.${circle}`),
    circleGround: circleGround && say(`calculation.ground.${circleGround}`),
    class: say(`classification.class.${shown.class ?? 'none'}`),
    secondary: shown.secondary.map(short).join(' · '),
    layer: layer && terms.rowName('layer', layer),
    types: shown.types.map(({ type, memberKey }) => called(terms.rowName('type', type), memberKey, terms)),
    selfCare: shown.selfCare.map(({ memberKey, level }) => called(terms.rowName('self-care', level), memberKey, terms)),
    healthShown: !withheld.includes('health') || shown.types.length > 0,
    ...sums(shown, terms),
    panels: panels && stand('panel', panels, terms),
    screens: screens && stand('screen', screens, terms),
    amounts: shown.benefits.map((one) => amount(one, terms)),
    recheck: recheckMonths && say('calculation.recheck-in', { months: recheckMonths }),
    ask: shown.clarify.map(({ code, key }) => say(`calculation.ask.${code}`, { what: whoOrWhat(key, terms) })),
    steps: [...shown.lineSteps, ...shown.steps, ...shown.personalSteps].map((step) => sentenceOf(step, terms)),
  };
}

function sums({ incomeMonth, perHeadMonth, ratio, panels }: ShownCalculation, { say, money }: CalculationTerms) {
  const nothing = say(panels === null ? 'release.not-shown' : 'calculation.not-known');
  return {
    income: incomeMonth === null ? nothing : money(fenOf(incomeMonth)),
    perHead: perHeadMonth === null ? nothing : money(fenOf(perHeadMonth)),
    ratio: ratio === null ? nothing : ratioText(ratio),
  };
}

/** A sign beside the words, so that neither colour nor language alone tells it. */
const stand = (of: 'panel' | 'screen', panels: NonNullable<Panels>, { say }: CalculationTerms) =>
  Object.entries(panels).map(([code, state]) => ({
    ...{ code, state, sign: SIGNS[state] },
    name: say(`calculation.${of}.${code}.name`),
    words: of === 'panel' ? say(`calculation.panel.${code}.${state}`) : say(`calculation.word.${state}`),
  }));

function amount(
  { kind, row, memberKey, monthFen, from }: ShownCalculation['benefits'][number],
  terms: CalculationTerms,
) {
  const withheld = terms.say('release.not-shown');
  return {
    kind: terms.say(`calculation.benefit.${kind}`),
    row: row === null ? (kind === 'dibao' ? '' : withheld) : terms.rowName(kind, row),
    who: memberKey === null && kind !== 'dibao' ? withheld : whoOrWhat(memberKey, terms),
    ...{ monthFen, from },
  };
}

const called = (name: string, memberKey: string | null, terms: CalculationTerms) =>
  memberKey === null ? name : terms.say('calculation.who.with-name', { name, who: whoOrWhat(memberKey, terms) });
