import { type ActRules, actSchemas } from './act-sections';
import { type CommitmentRules, commitmentSchemas } from './commitment-sections';
import { z } from 'zod';
import { checkDepartment, checkFiles } from './check-files';
import { citation, citationHead } from './citations';
import type { ListRules } from './list-sections';
import { type MatchingRules, matchingSchemas } from './matching-sections';
import { factor, marks, type MeansRules, source, validity } from './means-sections';
import { ledgerColumnsSchema } from './ledger-columns';
import { printsSchema } from './paper-sections';

const code = z.string().regex(/^[a-z][a-z0-9-]*$/);
const words = { zh: z.string().min(1), en: z.string().min(1) };
export const householdClass = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const months = z.int().positive();
const circle = z.enum(['C1', 'C2', 'C3', 'C4']);
const ownSource = { citation: citation.optional(), mark: z.enum(marks).optional() };

const day = z.iso.date();
const holdsOn = ({ from, until }: { from: string; until: string | null }) => until === null || until >= from;

/** Who and what a pack is; read first. */
const packHead = z.strictObject({
  code,
  version: z.string(),
  /** Days on which this version holds; null = open. */
  from: day,
  until: day.nullable(),
  /** Who put it in force and on which day (R2); null while no authority has. */
  approved: z.strictObject({ by: z.string().min(1), on: day }).nullable(),
  name: z.strictObject(words),
  extends: code.nullable(),
  districts: z.array(z.string()),
  citations: z.array(citationHead),
});
export const packHeadSchema = packHead.refine(holdsOn, { path: ['until'], error: 'ends before it begins' });

const standard = z.strictObject({
  kind: code,
  fen: z.int().min(0),
  per: z.enum(['month', 'year']),
  ...validity,
  citation,
  mark: z.enum(marks).optional(),
  /** Stands in for the amount of a county until that has put in its own. */
  placeholder: z.boolean().optional(),
});
const entitlement = z.strictObject({
  code,
  ...words,
  department: code,
  who: z.enum(['household', 'member']),
  /** A label of another desk's list (R105), no benefit: it is imported, never applied for, and holds nothing up. */
  label: z.literal(true).optional(),
  when: z.strictObject({
    classes: z.array(householdClass).optional(),
    ageFrom: z.int().optional(),
    ageTo: z.int().optional(),
    inSchool: z.boolean().optional(),
    disabilityGradeTo: z.int().min(1).max(4).optional(),
  }),
  /** Codes of the papers that an application asks for. */
  papers: z.array(code).default([]),
  ...source,
});
/** What an application asks for; what the office can look up itself it must not ask the household for (B14). */
const paper = z.strictObject({ code, ...words, online: z.boolean(), ...source });
const timer = z.strictObject({
  code,
  unit: z.enum(['hours', 'workDays', 'days', 'months']),
  value: z.int().positive(),
  ...source,
});

const retention = z.strictObject({
  code,
  ...words,
  keep: z.strictObject({ unit: z.enum(['days', 'months']), value: z.int().positive() }),
  /** What the time is counted from. */
  after: z.enum(['service-end', 'case-closed', 'lead-closed', 'consent-ended', 'recorded']),
  /** `keep`: no earlier than that; the chore does nothing by itself. */
  then: z.enum(['erase-file', 'score-only', 'erase-lead', 'keep']),
  ...source,
});

/** What one department answers about one person (R93, B16). */
const checkItem = z.strictObject({
  code,
  ...words,
  department: code,
  /** Asked of people of at least this age. */
  ageFrom: z.int().min(0).optional(),
  /** An older answer has to be asked for anew. */
  freshDays: z.int().positive(),
  /** Later than that an answer is late. */
  answerSeconds: z.int().positive(),
  /** Which group of fields it is to readers (C3), and which item of the authorisation covers it. */
  group: z.enum(['identity', 'economy', 'health']),
  /** The line of the own declaration that the answer is held against, and when the two do not fit. */
  speaks: z
    .strictObject({ kind: z.enum(['income', 'expenditure', 'asset']), item: code, when: z.enum(['more', 'less']) })
    .optional(),
  ...source,
});

/** The files of a pack beside `pack.yaml`; each is checked by its own schema, unknown keys are refused. */
export const sectionSchemas = {
  ...actSchemas,
  ...commitmentSchemas,
  ...matchingSchemas,
  standards: z.strictObject({ standards: z.array(standard) }),
  classes: z.strictObject({
    classification: z.strictObject({
      marginalFactor: factor,
      rigidShare: z.number().min(0).max(1),
      eventWindowDays: z.int().positive(),
      ...source,
    }),
    routes: z.array(
      z.strictObject({
        class: householdClass,
        route: z.enum(['policy-first', 'social-aid']),
        gate: z.enum(['block', 'warn']),
        ...source,
      }),
    ),
    appliedWorkDays: z.int().positive(),
  }),
  circles: z.strictObject({
    circles: z.strictObject({
      lineFactor: factor,
      statutory: circle,
      /** Income per head up to this share of the dibao standard is C1 as a pre-screen, since C2 begins above it (R27). */
      preScreen: factor,
      /** A cut may have a citation of its own, where one is printed and the others are not. */
      cuts: z.array(z.strictObject({ circle, upTo: factor, ...ownSource })),
      /** `unstable`: in the first circle while the work is not stable (R30, B12). */
      recheckMonths: z.strictObject({ C1: months, unstable: months, C2: months, C3: months, C4: months }),
      ...source,
    }),
  }),
  timers: z.strictObject({ timers: z.array(timer) }),
  consents: z.strictObject({
    consentItems: z.array(z.strictObject({ code, ...words, needed: z.boolean(), sensitive: z.boolean() })),
    consentMonths: z.int().positive(),
    /** Grounds of the law that stand in for a consent (PIPL 13), and the items that each covers. */
    legalGrounds: z.array(
      z.strictObject({
        code,
        ...words,
        /** Law and article, as the household reads them. */
        article: z.string().min(1),
        articleEn: z.string().min(1),
        ...source,
        covers: z.array(code).min(1),
      }),
    ),
    /** Lines of the one sheet of a sitting: for what, who gets it, and which items they need at most. */
    consentSheet: z.array(
      z.strictObject({
        code,
        ...words,
        scope: z.enum(['assessment', 'referral', 'policy-check', 'evaluation']),
        receiverKind: z.enum(['provider-kind', 'department', 'unit', 'evaluator']),
        /** A kind of provider by its code, everybody else by name. */
        receiver: z.string().min(1),
        items: z.array(code).min(1),
      }),
    ),
  }),
  entitlements: z.strictObject({ entitlements: z.array(entitlement), papers: z.array(paper) }),
  retention: z.strictObject({ retention: z.array(retention) }),
  checks: z.strictObject({
    checks: z.strictObject({
      departments: z.array(checkDepartment).min(1),
      catalogue: z.array(checkItem).min(1),
      files: checkFiles,
      /** How many there have to be of both (R93). */
      counts: z.strictObject({ departments: z.int().positive(), items: z.int().positive(), ...source }).optional(),
      /** What an answer may differ from the declaration by: the share of it or the amount a year, whichever is more. */
      tolerance: z.strictObject({ percent: z.number().min(0).max(100), fen: z.int().min(0), ...source }),
    }),
  }),
  prints: printsSchema,
  'ledger-columns': ledgerColumnsSchema,
};

type Sections = typeof sectionSchemas;
export type SectionName = keyof Sections;
type Section<N extends SectionName> = z.infer<Sections[N]>;

export type PackHead = z.infer<typeof packHeadSchema>;
export type PackRules = Section<'standards'> &
  Section<'classes'> &
  Section<'circles'> &
  Section<'timers'> &
  Section<'consents'> &
  Section<'entitlements'> &
  Section<'retention'> &
  Section<'checks'> &
  ListRules &
  ActRules & {
    /** A version that was put in force before the section existed has none: every paper is asked for. */
    commitments?: CommitmentRules;
    /** Nor has such a version this: nobody tries weights, and exposure costs nothing. */
    matching?: MatchingRules;
  } & Section<'prints'> &
  Section<'ledger-columns'> &
  MeansRules;
export type HouseholdClass = z.infer<typeof householdClass>;
export type Entitlement = z.infer<typeof entitlement>;
export type Paper = z.infer<typeof paper>;
export type Retention = z.infer<typeof retention>;
export type CheckItem = z.infer<typeof checkItem>;
export type CheckCatalogue = PackRules['checks'];
export type Timer = z.infer<typeof timer>;
export type Standard = z.infer<typeof standard>;
