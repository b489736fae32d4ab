import type { DataProblem } from '../data-files';
import { problemsOfActs, problemsOfDelegations } from './check-acts';
import {
  problemsOfChecks,
  problemsOfCircles,
  problemsOfClasses,
  problemsOfEntitlements,
  problemsOfSection,
  problemsOfStandards,
  twice,
} from './check-sections';
import { problemsOfCommitments } from './commitment-sections';
import { problemsOfLedgerColumns } from './ledger-columns';
import { listSchemas, problemsOfLists } from './list-sections';
import { problemsOfMatching } from './matching-sections';
import { meansSchemas } from './means-sections';
import { type PackRules, sectionSchemas } from './pack-sections';
import { problemsOfPrints } from './paper-sections';

type Check = (content: never) => DataProblem[];

/** The files that a pack is made of beside `pack.yaml`; each is checked by its own schema, unknown keys are refused. */
export const schemas = { ...sectionSchemas, ...meansSchemas, ...listSchemas };

const CHECKS: Readonly<Record<string, Check>> = {
  standards: problemsOfStandards,
  classes: problemsOfClasses,
  circles: problemsOfCircles,
  entitlements: problemsOfEntitlements,
  checks: problemsOfChecks,
  acts: problemsOfActs,
  delegations: problemsOfDelegations,
  commitments: problemsOfCommitments,
  matching: problemsOfMatching,
  prints: problemsOfPrints,
  'ledger-columns': problemsOfLedgerColumns,
  lists: problemsOfLists,
  timers: ({ timers }: Pick<PackRules, 'timers'>) => twice(timers, ['timers']),
  retention: ({ retention }: Pick<PackRules, 'retention'>) => twice(retention, ['retention']),
  ...Object.fromEntries(Object.keys(meansSchemas).map((name) => [name, problemsOfSection])),
};

/** What a schema cannot say of a section. */
export const checkOf = (name: string): Check => CHECKS[name] ?? (() => []);
