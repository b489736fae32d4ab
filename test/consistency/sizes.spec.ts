import { filesBelow, isSpec, linesOf, productFiles, typescriptFiles } from './source-tree';

const over = (files: string[], limit: number): string[] =>
  files.filter((file) => linesOf(file) > limit).map((file) => `${file}: ${linesOf(file)}`);

/** The smallest size that at least this share of the files does not exceed. */
function percentile(share: number): number {
  const sizes = productFiles()
    .map(linesOf)
    .sort((a, b) => a - b);
  return sizes[Math.ceil(sizes.length * share) - 1] ?? 0;
}

describe('sizes', () => {
  it('no source file has more than 350 lines', () => {
    const scripts = filesBelow('src').filter((file) => /\.m?js$/.test(file));
    expect(over([...productFiles(), ...scripts], 350)).toEqual([]);
  });

  it('nine of ten source files have at most 220 lines, half of them at most 60', () => {
    expect(percentile(0.9)).toBeLessThanOrEqual(220);
    expect(percentile(0.5)).toBeLessThanOrEqual(60);
  });

  it('no test file has more than 800 lines', () => {
    const tests = [...typescriptFiles().filter(isSpec), ...filesBelow('test').filter((file) => file.endsWith('.ts'))];
    expect(over(tests, 800)).toEqual([]);
  });
});
