import { AppError } from '../../../src/platform/errors';
import { anonymousActor, newId, Transactions } from '../../../src/platform/database';
import { Lifecycles, type MoveRule, registeredLifecycles } from '../../../src/platform/lifecycle';
import { Lifecycle } from '../../../src/platform/lifecycle/lifecycle';
import { ROLES } from '../../../src/trust/access';
import { lifecycleTable, outcomeOf, recordedTables } from '../../consistency/lifecycle-tables';
import { startApp, type TestApp } from '../../support/app';

const DISTRICT = '990101';

describe('the engine, asked for every move of every role in every state', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  /** Tries one move as it is and reads the answer: the new state, or the code of the refusal. */
  async function attempt(lifecycle: Lifecycle, from: string, rule: MoveRule): Promise<string | null> {
    try {
      const to = await app.get(Lifecycles).move({
        ...{ lifecycle, subjectId: newId(), districtCode: DISTRICT, regionPath: '1/', from, move: rule.name },
      });
      return to === rule.to ? outcomeOf(rule, null) : `wrongly ${to}`;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code === 'move-not-allowed' ? null : outcomeOf(rule, error.code);
    }
  }

  async function answersOf(lifecycle: Lifecycle): Promise<Map<string, string | null>> {
    const answers = new Map<string, string | null>();
    for (const role of ROLES) {
      const kind = role === 'system' || role === 'household' ? role : ('user' as const);
      const actor = { ...anonymousActor('test'), kind, userId: newId(), displayName: role, roles: [role] };
      await app.get(Transactions).run({ ...actor, districtCodes: [DISTRICT], regionPath: '1' }, async () => {
        for (const state of lifecycle.states) {
          for (const rule of lifecycle.definition.moves.filter(({ from }) => from.includes(state)))
            answers.set(`${state} ${rule.name} ${role}`, await attempt(lifecycle, state, rule));
        }
      });
    }
    return answers;
  }

  it('answers as recorded', async () => {
    const lifecycles = registeredLifecycles().map(({ definition }) => new Lifecycle(definition));
    expect(lifecycles.length).toBeGreaterThanOrEqual(18);
    const recorded = recordedTables(new Map());
    for (const lifecycle of lifecycles) {
      const answers = await answersOf(lifecycle);
      const table = lifecycleTable(lifecycle.definition, (state, move, role) =>
        move.from.includes(state) ? (answers.get(`${state} ${move.name} ${role}`) ?? null) : null,
      );
      expect(table).toBe(recorded.get(lifecycle.name));
    }
  });
});
