import { cycleIn, importsOf, placeOf, productFiles } from './source-tree';

function graphOf(nameOf: (file: string) => string | null): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const file of productFiles()) {
    const from = nameOf(file);
    if (from === null) continue;
    const reached = graph.get(from) ?? new Set<string>();
    graph.set(from, reached);
    for (const { target } of importsOf(file)) {
      const to = target === null ? null : nameOf(target);
      if (to !== null && (to !== from || to === target)) reached.add(to);
    }
  }
  return graph;
}

describe('cycles', () => {
  it('do not exist between files, type imports included', () => {
    expect(cycleIn(graphOf((file) => file))).toBeNull();
  });

  it('do not exist between rooms', () => {
    expect(cycleIn(graphOf((file) => placeOf(file).room))).toBeNull();
  });

  it('would be seen', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c', 'd'])],
      ['c', new Set<string>()],
      ['d', new Set(['b'])],
    ]);
    expect(cycleIn(graph)).toEqual(['b', 'd', 'b']);
  });
});
