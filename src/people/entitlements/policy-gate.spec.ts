import type { EntitlementState } from './entitlement.lifecycle';
import { type GateLine, policyGate } from './policy-gate';

const line = (state: EntitlementState, appliedOn: string | null = null): GateLine => ({
  id: 'x',
  line: 'dibao',
  memberId: null,
  state,
  appliedOn,
});
const ask = (lines: GateLine[], rule: 'block' | 'warn' = 'block', emergency = false) =>
  policyGate({ householdClass: 2, rule, emergency, lines, ripe: (day) => day <= '2026-11-10' });

describe('policyGate (R7)', () => {
  it.each([
    ['eligible-not-applied', null, false],
    ['applied', '2026-11-11', false],
    ['applied', null, false],
    ['applied', '2026-11-10', true],
    ['granted', null, true],
    ['refused', null, true],
    ['lapsed', null, true],
    ['not-eligible', null, true],
    ['waived', null, true],
  ] as const)('classes 1 and 2: %s on %s opens: %s', (state, day, open) => {
    expect(ask([line('granted'), line(state, day)]).open).toBe(open);
  });

  it('only warns classes 3 and 4', () => {
    expect(ask([line('eligible-not-applied')], 'warn')).toMatchObject({ open: true, blocking: [], bypassed: false });
    expect(ask([line('eligible-not-applied')], 'warn').warnings).toHaveLength(1);
  });

  it('lets an emergency pass and keeps the lines as due afterwards (E8)', () => {
    const gate = ask([line('eligible-not-applied')], 'block', true);
    expect(gate).toMatchObject({ open: true, bypassed: true, blocking: [] });
    expect(gate.warnings).toHaveLength(1);
  });
});
