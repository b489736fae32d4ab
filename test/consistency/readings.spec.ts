import ts from 'typescript';
import { nodesIn, productFiles } from './source-tree';

/** Doors and pages that may take the row of a file silently, each with its reason. */
const SILENT: Readonly<Record<string, string>> = {
  'src/console/desk/search.controller.ts': 'a hit is a line of the search, which is recorded and counted as one (C3)',
};

const isDoor = (file: string) => /(\.controller|-page)\.ts$/.test(file);
const takesSilently = (node: ts.Node) =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === 'unrecorded' &&
  /households$/i.test(node.expression.getText());

describe('reading a file', () => {
  it('is on the record wherever a person is shown it: doors and pages open the file (C2, C3)', () => {
    const silent = productFiles()
      .filter(isDoor)
      .flatMap((file) => nodesIn(file, takesSilently))
      .map((place) => place.replace(/:\d+$/, ''));
    expect([...new Set(silent)]).toEqual(Object.keys(SILENT));
  });
});
