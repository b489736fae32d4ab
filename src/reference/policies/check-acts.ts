import type { DataProblem } from '../data-files';
import type { ActRules, ActStep } from './act-sections';

/** Without these nobody could say when something is due (R94). */
const NEEDED: readonly ActStep[] = ['accept', 'check', 'decide', 'notify', 'whole'];

/** Each act and each of its clocks once, all of them with a day, and nothing published that is for children alone (B28). */
export function problemsOfActs({ acts }: Pick<ActRules, 'acts'>): DataProblem[] {
  return acts.flatMap((act, place): DataProblem[] => {
    const at = ['acts', place];
    const steps = act.clocks.map(({ step }) => step);
    return [
      ...(acts.findIndex(({ code }) => code === act.code) < place
        ? [{ path: at, message: `${act.code} has two rows` }]
        : []),
      ...NEEDED.filter((step) => !steps.includes(step)).map((step) => ({
        path: [...at, 'clocks'],
        message: `${act.code} has no clock for ${step}`,
      })),
      ...steps.flatMap((step, index) =>
        steps.indexOf(step) < index
          ? [{ path: [...at, 'clocks', index], message: `${act.code} has two clocks for ${step}` }]
          : [],
      ),
      ...(act.child && act.publicity
        ? [{ path: [...at, 'publicity'], message: `${act.code} is for children and is never published` }]
        : []),
      ...(act.urgent && !steps.includes('papers')
        ? [{ path: [...at, 'clocks'], message: `${act.code} has no clock for papers` }]
        : []),
    ];
  });
}

/** One row an act (R70). */
export function problemsOfDelegations({ delegations }: Pick<ActRules, 'delegations'>): DataProblem[] {
  return delegations.flatMap(({ act }, place) =>
    delegations.findIndex((row) => row.act === act) < place
      ? [{ path: ['delegations', place], message: `${act} has two rows` }]
      : [],
  );
}
