import fc from 'fast-check';
import { ROLES } from '../../trust/access';
import { actionsOf } from './referral-actions';
import { openStates, type ReferralMove, referralLifecycle, type ReferralState } from './referral.lifecycle';

const { states, definition } = referralLifecycle;
const moves = [...new Set(definition.moves.map(({ name }) => name))];
/** Every pair of state and move with its roles, read from the table itself. */
const matrix = states.flatMap((state) =>
  moves.map((move) => ({ state, move, rule: referralLifecycle.rule(state, move) })),
);

describe('the life cycle of a referral', () => {
  it.each(states)('%s: exactly the roles of the table may move it', (state) => {
    for (const role of ROLES) {
      const expected = definition.moves.filter(
        (rule) => rule.from.some((from) => from === state) && rule.roles.some((one) => one === role),
      );
      expect(referralLifecycle.allowed(state, [role])).toEqual(expected.map(({ name }) => name));
    }
  });

  it.each([
    ['accept', ['dispatcher']],
    ['decline', ['dispatcher']],
    ['expire', ['system']],
    ['close', ['window-worker', 'station-worker', 'centre-worker']],
    ['confirm', ['window-worker', 'station-worker', 'centre-worker', 'household']],
    ['start', ['dispatcher', 'practitioner']],
    ['resolve-served', ['station-worker', 'centre-worker']],
  ] as const)('%s is for %j only', (move, roles) => {
    const holders = ROLES.filter((role) =>
      matrix.some(({ rule }) => rule?.name === move && rule.roles.some((one) => one === role)),
    );
    expect([...holders].sort()).toEqual([...roles].sort());
  });

  it('lets a provider answer only what was sent', () => {
    for (const move of ['accept', 'decline', 'expire'] as const) {
      expect(matrix.filter((cell) => cell.move === move && cell.rule).map(({ state }) => state)).toEqual(['sent']);
    }
  });

  it('refuses an answer after the clock and an unexplained end', () => {
    expect(referralLifecycle.rule('sent', 'accept')?.guard?.({ late: true })).toBe('referral-expired');
    expect(referralLifecycle.rule('sent', 'accept')?.guard?.({ late: false })).toBeNull();
    expect(referralLifecycle.rule('completed', 'close')?.guard?.({})).toBe('referral-close-needs-reason');
    expect(referralLifecycle.rule('confirmed-by-household', 'close')?.guard).toBeUndefined();
  });

  it('offers a paused referral only the way back to where it was', () => {
    const paused = { state: 'on-hold', resumeState: 'scheduled', nextId: null } as const;
    expect(actionsOf(paused, ['dispatcher'])).toEqual(['resume', 'stop']);
    expect(actionsOf({ ...paused, state: 'declined', nextId: 'x' }, ['station-worker'])).toEqual(['close']);
  });

  it('leaves an act to somebody in every open state, whatever happened before', () => {
    const walk = fc.array(fc.nat(1000), { maxLength: 30 });
    fc.assert(
      fc.property(walk, (picks) => {
        let state: ReferralState = 'draft';
        for (const pick of picks) {
          const ways: Array<{ name: ReferralMove; to: ReferralState }> = definition.moves.filter((rule) =>
            rule.from.some((from) => from === state),
          );
          if (ways.length === 0) break;
          state = ways[pick % ways.length]!.to;
          const open = openStates.some((one) => one === state);
          expect(open).toBe(!referralLifecycle.isFinal(state));
          if (open)
            expect(referralLifecycle.allowed(state, ['station-worker', 'dispatcher', 'system']).length).toBeGreaterThan(
              0,
            );
        }
      }),
      { numRuns: 300, seed: 22 },
    );
  });
});
