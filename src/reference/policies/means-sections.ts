import { z } from 'zod';
import { citation } from './citations';

/**
 * Sections of a pack that the means test reads (B7–B9, B13, B17–B18, R11, R27, R32, R38, R43, R63, R66, R84, R104): numbers
 * and tables only, what they do stands in `people/means-test`. Money in whole fen, shares in percent with at most four
 * decimals, formulas as text (`reference/formulas`).
 */
const code = z.string().regex(/^[a-z][a-z0-9-]*$/);
const day = z.iso.date();
const fen = z.int().min(0);
const isShort = (value: number) => /^\d+(\.\d{1,4})?$/.test(String(value));
const decimal = z.number().refine(isShort, 'has more than four decimals');
const percent = decimal.min(0).max(100);
export const factor = decimal.positive();
const months = z.int().positive();
/** An amount in fen a month, e.g. `standard(dibao) * 20%`. */
const formula = z.string().min(1);

/** Where a row comes from: printed in the roundtable, in the law, or a default of ours that a county has to confirm. */
export const marks = ['seed', 'law', 'default'] as const;
export const source = { citation, mark: z.enum(marks) };
/** A row that is valid from a day up to and with another; null = open. */
export const validity = {
  from: day,
  until: day.nullable(),
  /** Says of a last row that nothing is to follow it. */
  ends: z.literal(true).optional(),
};
const dated = { ...validity, ...source };
const named = { code, zh: z.string().min(1), en: z.string().min(1) };

/** Who of the household a row is for; all that is named has to be true, an unknown fact never is. */
const who = z.strictObject({
  ageFrom: z.int().min(0).optional(),
  ageTo: z.int().min(0).optional(),
  /** 1 is the most severe. */
  disabilityGradeFrom: z.int().min(1).max(4).optional(),
  disabilityGradeTo: z.int().min(1).max(4).optional(),
  disabilityKinds: z.array(code).optional(),
  illness: z.literal('serious').optional(),
  workCapacity: z.array(z.enum(['full', 'partial', 'none'])).optional(),
  works: z.boolean().optional(),
  inEducation: z.boolean().optional(),
  /** Brings up a minor child alone. */
  singleParent: z.boolean().optional(),
  /** Any of these is enough, e.g. disabled or seriously ill. */
  get any() {
    return z.array(who).optional();
  },
});

/** Amounts that a county loads (B47); a formula may name no other. */
export const standardKinds = [
  ...(['dibao', 'disposable-income', 'tekun-basic'] as const),
  ...(['disability-living', 'disability-nursing'] as const),
];

const incomeGroups = ['wage', 'business', 'property', 'transfer', 'other'] as const;

export const meansSchemas = {
  income: z.strictObject({
    income: z.strictObject({
      /** Length of the window that a year's income is looked at in. */
      windowMonths: months,
      ...source,
      items: z.array(z.strictObject({ ...named, group: z.enum(incomeGroups), counted: z.boolean(), ...dated })),
      /** What a trade usually brings a month; stands in for a declared flexible income below it (R65). */
      averages: z.array(
        z.strictObject({
          trade: code,
          zh: z.string().min(1).optional(),
          en: z.string().min(1).optional(),
          fen,
          ...dated,
        }),
      ),
      /** (income of the obligor − members × factor × dibao) × percent ÷ people supported, when no paper names a sum. */
      supportFee: z.strictObject({ keptFactor: factor, percent, ...source }),
    }),
  }),
  deductions: z.strictObject({
    deductions: z.array(
      z.strictObject({
        ...named,
        /** Income of one group of each member named by `who`, or all that the household has left. */
        base: z.enum([...incomeGroups, 'household']),
        who,
        /** Either a share of the base, or own cost of these items of spending, or a fixed sum a month. */
        percent: percent.optional(),
        costs: z.array(code).min(1).optional(),
        amount: formula.optional(),
        cap: formula.optional(),
        /** Months of a year for which it comes off (R66); all of them without it. */
        months: months.max(12).optional(),
        /** Deductions that come off the same base before. */
        after: z.array(code),
        ...dated,
      }),
    ),
  }),
  property: z.strictObject({
    property: z.strictObject({
      /** Upper bounds; `perHead` in fen for money, `count` in pieces. */
      limits: z.array(
        z.strictObject({
          ...named,
          items: z.array(code).min(1),
          perHead: formula.optional(),
          count: z.int().min(0).optional(),
          ...dated,
        }),
      ),
      /** Grounds on which a thing is not counted (R67); printed with the calculation. */
      exemptions: z.array(
        z.strictObject({
          ...named,
          items: z.array(code).min(1),
          /** So many things at most; any number without it. */
          count: z.int().positive().optional(),
          ...dated,
        }),
      ),
    }),
  }),
  rigid: z.strictObject({
    rigid: z.strictObject({
      kinds: z.array(z.strictObject({ ...named, counted: z.boolean(), ...source })),
      /** Spending has to be above this share of income (B18), strictly. */
      shareOfIncome: percent,
      /** Rigid part of all spending above which spending beyond income is called rigid (R11 class 3). */
      shareOfSpending: percent,
      validMonths: months,
      ...source,
    }),
  }),
  statuses: z.strictObject({
    /** Statutory statuses with the circle, class and layer they stand for (R11, R27, R63); a label stands for none (R105). */
    statuses: z.array(
      z.strictObject({
        ...named,
        circle: z.literal('C1').nullable(),
        class: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable(),
        layer: code.nullable(),
        ...source,
      }),
    ),
  }),
  layers: z.strictObject({
    layers: z.array(z.strictObject({ ...named, classes: z.array(z.int().min(1).max(4)), ...source })),
  }),
  types: z.strictObject({
    types: z.array(
      z.strictObject({
        ...named,
        of: z.enum(['household', 'person']),
        who: who.optional(),
        statuses: z.array(code).optional(),
        classes: z.array(z.int().min(1).max(4)).optional(),
        /** Statuses beside which the label is not given. */
        unless: z.array(code).optional(),
        /** Classes beside which the label is not given: somebody on the list of another desk and on none of ours (R105). */
        unlessClasses: z.array(z.int().min(1).max(4)).optional(),
        ...source,
      }),
    ),
  }),
  benefits: z.strictObject({
    benefits: z.strictObject({
      /** `gap`: standard × members − income (B13); `bands`: a table over income per head. */
      method: z.enum(['gap', 'bands']),
      roundToFen: z.int().positive(),
      round: z.enum(['up', 'down', 'half-up']),
      /** Income per head up to and with `upTo` brings `fen` a head; ascending. Empty for `gap`. */
      bands: z.array(z.strictObject({ upTo: fen, fen, ...source })),
      ...source,
    }),
  }),
  allowances: z.strictObject({
    allowances: z
      .strictObject({
        circles: z.array(z.enum(['C1', 'C2', 'C3', 'C4'])).min(1),
        /** Lowest and highest sum a year that a row may come to on any day (R32). */
        range: z.strictObject({ from: fen, to: fen }),
        /** How many rows the table has to have. */
        rows: z.int().positive(),
        table: z.array(z.strictObject({ ...named, who, amount: formula, ...dated })),
        ...source,
      })
      .nullable(),
  }),
  extras: z.strictObject({
    /** Added inside dibao to the one row that pays most (R104); never beside an allowance. */
    extras: z.array(z.strictObject({ ...named, who, amount: formula, ...dated })),
  }),
  clocks: z.strictObject({
    clocks: z.strictObject({
      taper: z.strictObject({
        months,
        /** Share of the last payment in each month of the taper, one row for each month or span of months. */
        schedule: z.array(z.strictObject({ fromMonth: months, toMonth: months, percent })),
        ...source,
      }),
      /** Months of waiting before the next circle outward (R38); of several that fit the longest counts. */
      waiting: z.array(z.strictObject({ ...named, months, ...source })),
      watchMonths: months,
      support: z.strictObject({ months, contactMonths: months, consultationMonths: months, ...source }),
    }),
  }),
  'self-care': z.strictObject({
    /** Acts of six that a person cannot do (B23). */
    selfCare: z.array(z.strictObject({ ...named, fromActs: z.int().min(0), toActs: z.int().max(6), ...source })),
  }),
};

type Sections = typeof meansSchemas;
type Section<N extends keyof Sections> = z.infer<Sections[N]>;

/** All that the means test reads of a pack, beside `standards`, `classification` and `circles`. */
export type MeansRules = Section<'income'> &
  Section<'deductions'> &
  Section<'property'> &
  Section<'rigid'> &
  Section<'statuses'> &
  Section<'layers'> &
  Section<'types'> &
  Section<'benefits'> &
  Section<'allowances'> &
  Section<'extras'> &
  Section<'clocks'> &
  Section<'self-care'>;
export type Mark = (typeof marks)[number];
export type Who = z.infer<typeof who>;
