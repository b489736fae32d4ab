import ts from 'typescript';
import { productFiles, ROOT, textOf } from './source-tree';
import { join } from 'node:path';

interface Named {
  kind: string;
  name: string;
  file: string;
}

const DECORATORS = ['Subscriber', 'DueHandler', 'Job'];

function visitAll(visit: (node: ts.Node, file: string) => void): void {
  for (const file of productFiles()) {
    if (file.startsWith('src/platform/queue/')) continue;
    const walk = (node: ts.Node): void => {
      visit(node, file);
      ts.forEachChild(node, walk);
    };
    walk(ts.createSourceFile(join(ROOT, file), textOf(file), ts.ScriptTarget.Latest, true));
  }
}

/** Classes under @Subscriber('…'), @DueHandler('…'), @Job('…'). */
function handlers(): Named[] {
  const found: Named[] = [];
  visitAll((node, file) => {
    if (!ts.isDecorator(node) || !ts.isCallExpression(node.expression)) return;
    const kind = node.expression.expression.getText();
    const [name] = node.expression.arguments;
    if (DECORATORS.includes(kind) && name)
      found.push({ kind, name: ts.isStringLiteral(name) ? name.text : name.getText(), file });
  });
  return found;
}

const property = (node: ts.ObjectLiteralExpression, name: string): string | undefined => {
  const found = node.properties.find((each) => each.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) && ts.isStringLiteral(found.initializer)
    ? found.initializer.text
    : undefined;
};

/** Kinds given to DueItems.set({ kind: '…', dueAt }), names given to jobs.start('…'), types given to publish({ type: '…' }). */
function uses(): Named[] {
  const found: Named[] = [];
  visitAll((node, file) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const [first] = node.arguments;
    const called = node.expression.name.text;
    if (first && ts.isObjectLiteralExpression(first)) {
      const due = called === 'set' && first.properties.some((each) => each.name?.getText() === 'dueAt');
      const name = due ? property(first, 'kind') : called === 'publish' ? property(first, 'type') : undefined;
      if (name) found.push({ kind: due ? 'DueHandler' : 'event', name, file });
    }
    const isJob = called === 'start' && /jobs$/i.test(node.expression.expression.getText());
    if (isJob && first && ts.isStringLiteral(first)) found.push({ kind: 'Job', name: first.text, file });
  });
  return found;
}

const keyOf = ({ kind, name }: Named): string => `${kind} ${name}`;

describe('names of background work', () => {
  it('have one handler, not two', () => {
    const keys = handlers().map(keyOf);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('are literals in kebab-case', () => {
    expect(handlers().filter(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('have a handler wherever they are used', () => {
    const known = new Set(handlers().map(keyOf));
    expect(uses().filter((use) => use.kind !== 'event' && !known.has(keyOf(use)))).toEqual([]);
  });

  it('of published events are <noun>.<what happened>', () => {
    const odd = uses().filter(({ kind, name }) => kind === 'event' && !/^[a-z-]+\.[a-z-]+$/.test(name));
    expect(odd).toEqual([]);
  });
});

describe('subscribers', () => {
  /** `events = ['referral.sent']` in a class under @Subscriber. */
  const wanted: Named[] = [];
  visitAll((node, file) => {
    if (!ts.isPropertyDeclaration(node) || node.name.getText() !== 'events' || !node.initializer) return;
    for (const [, name = ''] of node.initializer.getText().matchAll(/'([a-z-]+\.[a-z-]+)'/g)) {
      wanted.push({ kind: 'event', name, file });
    }
  });

  it('wait for events that somebody publishes', () => {
    const others = (file: string): string =>
      productFiles()
        .filter((each) => each !== file)
        .map(textOf)
        .join('\n');
    expect(wanted.filter(({ name, file }) => !others(file).includes(`'${name}'`))).toEqual([]);
  });
});
