import fc from 'fast-check';
import type { MoveFacts } from '../../platform/lifecycle';
import { applicationLifecycle, type ApplicationMove, type ApplicationState } from './application.lifecycle';

const refusal = (state: ApplicationState, move: ApplicationMove, facts: MoveFacts) =>
  applicationLifecycle.rule(state, move)?.guard?.(facts) ?? null;
const facts = fc.record({
  townshipBound: fc.boolean(),
  publicity: fc.boolean(),
  published: fc.boolean(),
  publicityOver: fc.boolean(),
  openObjections: fc.integer({ min: 0, max: 3 }),
});
const TO_DECIDE = fc.constantFrom('checked' as const, 'published' as const);
const DECISIONS = fc.constantFrom('grant' as const, 'refuse' as const);

describe('guards of an application', () => {
  it('let nobody decide before it has hung out, over an objection, or above the township (B10, B15, R70)', () => {
    fc.assert(
      fc.property(TO_DECIDE, DECISIONS, facts, (state, move, given) => {
        const hungOut = !given.publicity || (given.published && given.publicityOver);
        const ripe = !given.townshipBound && hungOut && given.openObjections === 0;
        expect(refusal(state, move, given) === null).toBe(ripe);
      }),
    );
  });

  it('say the first thing that is in the way: who decides, then what hangs out, then who objects', () => {
    const all = { townshipBound: true, publicity: true, published: false, publicityOver: false, openObjections: 1 };
    const steps: Array<[MoveFacts, string | null]> = [
      [all, 'application-district-decides'],
      [{ ...all, townshipBound: false }, 'application-publish-first'],
      [{ ...all, townshipBound: false, published: true }, 'application-publicity-running'],
      [{ ...all, townshipBound: false, published: true, publicityOver: true }, 'application-objection-open'],
      [{ ...all, townshipBound: false, published: true, publicityOver: true, openObjections: 0 }, null],
    ];
    for (const [given, code] of steps)
      for (const move of ['grant', 'refuse'] as const) expect(refusal('published', move, given)).toBe(code);
  });

  it('allow one list, visits of the district to people close to staff, and only publications of the law', () => {
    expect(refusal('filed', 'return', { returnedBefore: true })).toBe('application-returned-before');
    expect(refusal('filed', 'return', { returnedBefore: false })).toBeNull();
    const visit = (relatedToStaff: boolean, district: boolean) =>
      refusal('accepted', 'check', { relatedToStaff, district });
    expect([visit(true, false), visit(true, true), visit(false, false)]).toEqual([
      'application-district-visits',
      null,
      null,
    ]);
    expect(refusal('checked', 'publish', { publicity: false })).toBe('application-not-published');
    expect(refusal('checked', 'publish', { publicity: true })).toBeNull();
  });
});
