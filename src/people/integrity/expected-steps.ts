import type { Act } from '../../reference/policies';

/** What the records have to say of a status: the steps that its act goes through (R94, B10). */
export interface ExpectedSteps {
  line: string;
  /** B15, B17, B28: no act that concerns a child or is a mere recognition hangs out. */
  publicity: boolean;
}

/** A status that is the act of the authorities here; what is paid once is none that stays in force. */
export function expectedSteps(acts: readonly Act[], statuses: ReadonlyArray<{ code: string }>): ExpectedSteps[] {
  const codes = new Set(statuses.map(({ code }) => code));
  return acts
    .filter(({ code }) => codes.has(code))
    .map(({ code, child, publicity }) => ({ line: code, publicity: publicity !== null && !child }));
}
