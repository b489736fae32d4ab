import type { AnyLifecycle, LifecycleDefinition } from './lifecycle';

/** A life cycle is wrong: the program must not start with it. */
export class LifecycleError extends Error {}

/** States reached from `starts` along the edges. */
function reach(starts: readonly string[], edges: ReadonlyArray<readonly [string, string]>): Set<string> {
  const reached = new Set(starts);
  for (const state of reached) {
    for (const [from, to] of edges) if (from === state) reached.add(to);
  }
  return reached;
}

function unknownStates({ states, initial, final, moves }: LifecycleDefinition): string[] {
  const named = [initial, ...final, ...moves.flatMap((move) => [...move.from, move.to])];
  return [...new Set(named)].filter((state) => !states.includes(state)).map((state) => `unknown state ${state}`);
}

function duplicates(names: readonly string[], what: string): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => `${what} ${name}`);
}

/** Everything wrong with one life cycle, in words; empty when it is sound. */
export function faultsOf(definition: LifecycleDefinition): string[] {
  const { states, initial, final, moves } = definition;
  const edges = moves.flatMap((move) => move.from.map((from) => [from, move.to] as const));
  const backwards = edges.map(([from, to]) => [to, from] as const);
  const reachable = reach([initial], edges);
  const ending = reach(final, backwards);
  return [
    ...unknownStates(definition),
    ...duplicates(states, 'duplicate state'),
    ...duplicates(
      moves.flatMap((move) => move.from.map((from) => `${move.name} from ${from}`)),
      'duplicate move',
    ),
    ...moves.filter((move) => move.from.length === 0).map((move) => `move ${move.name} starts nowhere`),
    ...moves.filter((move) => move.roles.length === 0).map((move) => `move ${move.name} is allowed to nobody`),
    ...states.filter((state) => !reachable.has(state)).map((state) => `unreachable state ${state}`),
    ...states.filter((state) => !ending.has(state)).map((state) => `no way to an end from ${state}`),
    ...(final.length === 0 ? ['no final state'] : []),
  ];
}

/** @throws LifecycleError listing every fault of every life cycle */
export function checkLifecycles(lifecycles: readonly AnyLifecycle[]): void {
  const faults = [
    ...duplicates(
      lifecycles.map(({ name }) => name),
      'two life cycles are named',
    ),
    ...lifecycles.flatMap(({ name, definition }) => faultsOf(definition).map((fault) => `${name}: ${fault}`)),
  ];
  if (faults.length > 0) throw new LifecycleError(`Life cycles refused: ${faults.join('; ')}`);
}
