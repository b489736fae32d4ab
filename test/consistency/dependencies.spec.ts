import { filesBelow, isSpec, textOf } from './source-tree';

/** Packages that no file names, and who needs them. */
const NOT_NAMED: Readonly<Record<string, string>> = {
  '@fastify/static': 'SwaggerModule.setup loads it for /api/docs',
  'dependency-cruiser': 'reads .dependency-cruiser.cjs, for pictures and editors',
  '@swc/cli': 'the builder that nest-cli.json names',
  '@types/jest': 'globals of the specs',
  '@types/node': 'globals of Node',
};

type Names = Record<string, string>;
interface Manifest {
  scripts: Names;
  dependencies: Names;
  optionalDependencies: Names;
  devDependencies: Names;
}
const { scripts, dependencies, optionalDependencies, devDependencies } = JSON.parse(textOf('package.json')) as Manifest;
const running = Object.keys({ ...dependencies, ...optionalDependencies });
const making = Object.keys(devDependencies);
const commands = Object.values(scripts).flatMap((script) => script.split(' '));

const isCode = (file: string): boolean => /\.(ts|mjs|cjs)$/.test(file);
const PRODUCT = filesBelow('src').filter((file) => isCode(file) && !isSpec(file));
const SPECS = filesBelow('test').filter((file) => isCode(file) && file !== 'test/consistency/dependencies.spec.ts');
const ALL = [...filesBelow('src').filter(isCode), ...SPECS, 'jest.config.js', 'eslint.config.mjs'];

/** In quotes, alone, with a path within it, or as a path below node_modules. */
function isNamed(name: string, files: readonly string[]): boolean {
  const pattern = new RegExp(`['"\`/]${name.replaceAll('.', '\\.')}(/[^'"\`]*)?['"\`]`);
  return files.some((file) => pattern.test(textOf(file)));
}

describe('dependencies', () => {
  it('are used by the product, those of its running', () => {
    expect(running.filter((name) => !(name in NOT_NAMED) && !isNamed(name, PRODUCT))).toEqual([]);
  });

  it('are used by a spec, a setting or a command, those of its making; types with their package', () => {
    const unused = making
      .filter((name) => !(name in NOT_NAMED) && !commands.includes(name))
      .filter((name) => !isNamed(name.replace(/^@types\//, ''), ALL));
    expect(unused).toEqual([]);
  });

  it('are excused only while they are there and nobody names them', () => {
    const stale = Object.keys(NOT_NAMED).filter(
      (name) => ![...running, ...making].includes(name) || isNamed(name, ALL),
    );
    expect(stale).toEqual([]);
  });

  it('include what the product is built on', () => {
    for (const name of ['@nestjs/typeorm', 'typeorm', 'pg', 'bullmq', 'ioredis', 'handlebars'])
      expect(isNamed(name, PRODUCT) && running.includes(name)).toBe(true);
  });
});
