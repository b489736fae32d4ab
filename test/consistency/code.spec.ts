import ts from 'typescript';
import { linesMatching, nodesIn, productFiles, typescriptFiles } from './source-tree';

const found = (wanted: (node: ts.Node) => boolean): string[] => productFiles().flatMap((file) => nodesIn(file, wanted));

const isCallOf = (node: ts.Node, name: string): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;

const isMember = (node: ts.Node, object: string, member: string): boolean =>
  ts.isPropertyAccessExpression(node) && node.expression.getText() === object && node.name.text === member;

describe('source code', () => {
  it('has no any', () => {
    expect(found((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  it('silences neither compiler nor linter', () => {
    const silenced = /@ts-(ignore|nocheck|expect-error)|eslint-disable/;
    expect(productFiles().flatMap((file) => linesMatching(file, silenced))).toEqual([]);
  });

  it('imports nothing at run time and ties no knot', () => {
    const late = (node: ts.Node): boolean =>
      isCallOf(node, 'require') ||
      isCallOf(node, 'forwardRef') ||
      (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword);
    expect(found(late)).toEqual([]);
  });

  it('reads the environment in platform/config only', () => {
    const readers = found((node) => isMember(node, 'process', 'env') || isElementOf(node, 'process', 'env'));
    expect(readers.filter((place) => !place.startsWith('src/platform/config/'))).toEqual([]);
  });

  it('asks the machine for the time in platform only: business time is injected', () => {
    const clock = (node: ts.Node): boolean =>
      isMember(node, 'Date', 'now') ||
      isCallOf(node, 'Date') ||
      (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0);
    expect(found(clock).filter((place) => !place.startsWith('src/platform/'))).toEqual([]);
  });

  it('calls out nowhere: the server asks no address that somebody typed (SSRF)', () => {
    const calls = found((node) => isCallOf(node, 'fetch') || isMember(node, 'globalThis', 'fetch'));
    // A setting of the installation, not an address that anybody typed: the line to the departments (R93).
    const lines = ['src/people/checks/http-connector.ts'];
    expect(calls.filter((place) => !lines.some((file) => place.startsWith(`${file}:`)))).toEqual([]);
  });

  it('asks a transaction one thing at a time: its connection has no more hands', () => {
    // These wait for what is no transaction: services, queues, departments, loops.
    const apart = [
      'src/platform/',
      'src/people/checks/check-sender.ts',
      'src/exchange/demonstration/load-demonstration',
    ];
    const several = found((node) => isMember(node, 'Promise', 'all') || isMember(node, 'Promise', 'allSettled'));
    expect(several.filter((place) => !apart.some((file) => place.startsWith(file)))).toEqual([]);
  });

  it('leaves nothing to be done later', () => {
    const later = /\b(TODO|FIXME|XXX)\b/;
    expect(typescriptFiles().flatMap((file) => linesMatching(file, later))).toEqual([]);
  });

  it('has no Chinese text: what people read stands in templates/texts, what the law names in data', () => {
    expect(productFiles().flatMap((file) => linesMatching(file, /\p{Script=Han}/u))).toEqual([]);
  });
});

function isElementOf(node: ts.Node, object: string, member: string): boolean {
  return (
    ts.isElementAccessExpression(node) &&
    node.expression.getText() === object &&
    ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === member
  );
}
