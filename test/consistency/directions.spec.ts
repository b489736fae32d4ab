import { WING_RANKS, importsOf, placeOf, typescriptFiles } from './source-tree';

interface Arrow {
  from: string;
  to: string;
}

const arrows: Arrow[] = typescriptFiles().flatMap((from) =>
  importsOf(from).flatMap(({ target }) => (target?.startsWith('src/') ? [{ from, to: target }] : [])),
);
const written = ({ from, to }: Arrow): string => `${from} -> ${to}`;
const rank = (wing: string): number => WING_RANKS.findIndex((wings) => wings.includes(wing));

function pointsUpOrSideways({ from, to }: Arrow): boolean {
  const [source, destination] = [placeOf(from).wing, placeOf(to).wing];
  if (source === null) return false;
  if (destination === null) return true;
  return source !== destination && rank(destination) <= rank(source);
}

function entersByTheWindow({ from, to }: Arrow): boolean {
  const room = placeOf(to).room;
  return room !== null && room !== placeOf(from).room && to !== `src/${room}/index.ts`;
}

describe('imports', () => {
  it('lead from a wing to itself or to a wing below it', () => {
    expect(arrows.filter(pointsUpOrSideways).map(written)).toEqual([]);
  });

  it('enter another room by its index.ts', () => {
    expect(arrows.filter(entersByTheWindow).map(written)).toEqual([]);
  });

  it('stay inside src, and relative ones lead to a file', () => {
    const lost = typescriptFiles().flatMap((file) =>
      importsOf(file)
        .filter(({ specifier, target }) => specifier.startsWith('.') && !target?.startsWith('src/'))
        .map(({ specifier }) => `${file} -> ${specifier}`),
    );
    const beyond = lost.filter((line) => !/^src\/.*\.spec\.ts -> .*\/test\/(support|factories)/.test(line));
    expect(beyond).toEqual([]);
  });
});
