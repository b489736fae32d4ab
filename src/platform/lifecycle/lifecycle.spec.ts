import { defineLifecycle, registeredLifecycles } from './lifecycle';
import { checkLifecycles, faultsOf, LifecycleError } from './lifecycle-faults';

const door = () =>
  ({
    name: 'door',
    states: ['open', 'shut', 'locked', 'gone'],
    initial: 'open',
    final: ['gone'],
    moves: [
      { name: 'shut', from: ['open'], to: 'shut', roles: ['guest', 'porter'] },
      { name: 'open', from: ['shut'], to: 'open', roles: ['guest', 'porter'] },
      { name: 'lock', from: ['shut'], to: 'locked', roles: ['porter'] },
      { name: 'open', from: ['locked'], to: 'shut', roles: ['porter'] },
      { name: 'remove', from: ['open', 'locked'], to: 'gone', roles: ['owner'] },
    ],
  }) as const;

describe('a life cycle', () => {
  const registered = () => registeredLifecycles().map(({ name }) => name);
  const before = registered();
  const lifecycle = defineLifecycle(door());
  const after = registered();

  it('is registered for the check at boot', () => {
    expect(after).toEqual([...before, 'door']);
    expect(() => checkLifecycles(registeredLifecycles())).not.toThrow();
  });

  it.each([
    ['open', ['guest'], ['shut']],
    ['open', ['owner'], ['remove']],
    ['shut', ['guest'], ['open']],
    ['shut', ['porter'], ['open', 'lock']],
    ['shut', ['owner'], []],
    ['locked', ['guest'], []],
    ['locked', ['porter', 'owner'], ['open', 'remove']],
    ['gone', ['guest', 'porter', 'owner'], []],
  ] as const)('from %s allows %j the moves %j', (state, roles, moves) => {
    expect(lifecycle.allowed(state, roles)).toEqual(moves);
  });

  it('lets one name lead to different places from different states', () => {
    expect(lifecycle.rule('shut', 'open')?.to).toBe('open');
    expect(lifecycle.rule('locked', 'open')?.to).toBe('shut');
    expect(lifecycle.rule('gone', 'open')).toBeUndefined();
  });

  it('knows its ends', () => {
    expect(lifecycle.isFinal('gone')).toBe(true);
    expect(lifecycle.isFinal('open')).toBe(false);
  });
});

describe('the check at boot', () => {
  const base = door();
  it.each([
    ['unknown state', { moves: [...base.moves, { name: 'x', from: ['ajar'], to: 'open', roles: ['guest'] }] }, /ajar/],
    ['unknown initial state', { initial: 'ajar' }, /unknown state ajar/],
    ['unreachable state', { moves: base.moves.filter(({ name }) => name !== 'lock') }, /unreachable state locked/],
    ['dead end', { moves: base.moves.filter(({ name }) => name !== 'remove') }, /no way to an end from shut/],
    ['no end at all', { final: [] }, /no final state/],
    ['duplicate state', { states: [...base.states, 'open'] }, /duplicate state open/],
    ['duplicate move', { moves: [...base.moves, base.moves[0]] }, /duplicate move shut from open/],
    ['move for nobody', { moves: [...base.moves, { name: 'x', from: ['open'], to: 'shut', roles: [] }] }, /nobody/],
    ['move from nowhere', { moves: [...base.moves, { name: 'x', from: [], to: 'shut', roles: ['a'] }] }, /nowhere/],
  ])('finds: %s', (_, change, message) => {
    expect(faultsOf({ ...base, ...change }).join('; ')).toMatch(message);
  });

  it('refuses two of one name and names the faulty one', () => {
    const sound = { name: 'door', definition: base };
    expect(() => checkLifecycles([sound, sound])).toThrow(/two life cycles are named door/);
    const broken = { name: 'gate', definition: { ...base, final: [] } };
    expect(() => checkLifecycles([sound, broken])).toThrow(LifecycleError);
    expect(() => checkLifecycles([sound, broken])).toThrow(/gate: no final state/);
  });
});
