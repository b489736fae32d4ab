import { defineLifecycle, type MoveFacts } from '../../platform/lifecycle';
import { WORKERS } from '../../trust/access';

/** Whoever saw it does not take it back: a second person does. */
const byAnother = ({ ownOpening }: MoveFacts) => (ownOpening === true ? 'mandatory-report-own-withdrawal' : null);

/** A report that the law demands (B30, B31): told to an authority, or taken back with a reason by a second person. */
export const mandatoryReportLifecycle = defineLifecycle({
  name: 'mandatory-report',
  states: ['open', 'reported', 'withdrawn'],
  initial: 'open',
  final: ['reported', 'withdrawn'],
  moves: [
    { name: 'report', from: ['open'], to: 'reported', roles: WORKERS },
    { name: 'withdraw', from: ['open'], to: 'withdrawn', roles: WORKERS, guard: byAnother },
  ],
});

export type MandatoryReportState = (typeof mandatoryReportLifecycle.states)[number];
