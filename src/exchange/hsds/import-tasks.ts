import type { INestApplicationContext } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { locales, type TextParams, Texts } from '../../platform/i18n';
import { defineTask, type Task, type TaskContext, type TaskInput, type TaskResult } from '../../platform/start';
import { Clock } from '../../platform/time';
import { loadColumnMapping, mappingNames } from './column-mapping';
import { directoryOf, sourceName, sourceOf } from './directory-source';
import { ProblemFile } from './problem-file.service';
import { problemText } from './problem-text';
import { ImportDirectory, type ImportOrder, type ImportOutcome } from './use-cases/import-directory.use-case';

/** The worker side of the product without its queue, on the database of a chore; the chore closes it. */
export type OpenWorker = (context: TaskContext) => Promise<INestApplicationContext>;

const OPTIONS = { district: 'value', source: 'value', 'dry-run': 'flag', problems: 'value' } as const;
const USAGE = '[--district CODE] [--source NAME] [--dry-run] [--problems FILE]';

/** The order cannot be carried out; its message is for the person who gave it. */
class ImportRefused extends Error {
  constructor(message: string) {
    super(message);
    delete this.stack;
  }
}

/** `import-hsds FILE`: JSON lines (plain or gzip), or the folder of a tabular package. */
export const importHsdsTask = (openWorker: OpenWorker): Task =>
  defineTask({
    name: 'import-hsds',
    usage: `FILE|FOLDER ${USAGE}`,
    describe: 'Takes in a directory in HSDS; run again, it changes only what has changed',
    options: OPTIONS,
    words: 1,
    run: (input, context) => carryOut(openWorker, input, context, null),
  });

/** `import-csv FILE --mapping NAME`: flat lists; a folder with several lists is one directory. */
export const importCsvTask = (openWorker: OpenWorker): Task =>
  defineTask({
    name: 'import-csv',
    usage: `FILE|FOLDER --mapping NAME|FILE ${USAGE}`,
    describe: `Takes in flat lists by a column mapping (${mappingNames().join(', ')}, or a YAML file)`,
    options: { ...OPTIONS, mapping: 'value' },
    words: 1,
    run: (input, context) => carryOut(openWorker, input, context, text(input.options['mapping']) ?? ''),
  });

const text = (value: string | true | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

async function carryOut(
  openWorker: OpenWorker,
  { words, options }: TaskInput,
  context: TaskContext,
  mapping: string | null,
): Promise<TaskResult> {
  const path = resolve(words[0] ?? '');
  const application = await openWorker(context);
  const say = (key: string, params?: TextParams): string =>
    locales
      .map((locale) => application.get(Texts, { strict: false }).t(locale, `imports.task.${key}`, params))
      .join(' / ');
  try {
    if (!existsSync(path)) throw new ImportRefused(say('no-file', { path }));
    const source = sourceName(text(options['source']) ?? defaultSource(path, mapping, say));
    const order: ImportOrder = {
      districtCode: text(options['district']) ?? directoryOf(source),
      kind: mapping === null ? 'hsds' : 'csv',
      source,
      fileName: basename(path),
      mapping,
      dryRun: options['dry-run'] === true,
    };
    const outcome = await run(application, order, path, say);
    const problemPath = text(options['problems']);
    if (problemPath)
      await application.get(ProblemFile, { strict: false }).write(outcome.runId, order.districtCode, problemPath);
    return answer(application, outcome, say);
  } finally {
    await application.close();
  }
}

/** A mapping names the source of its lists; else the path tells it. */
function defaultSource(path: string, mapping: string | null, say: (key: string, params: TextParams) => string): string {
  if (mapping === null) return sourceOf(path);
  if (!mappingNames().includes(mapping) && !existsSync(mapping)) {
    throw new ImportRefused(say('no-mapping', { mapping: mapping || '-', names: mappingNames().join(', ') }));
  }
  return loadColumnMapping(mapping).source;
}

async function run(
  application: INestApplicationContext,
  order: ImportOrder,
  path: string,
  say: (key: string, params?: TextParams) => string,
): Promise<ImportOutcome> {
  const clock = application.get(Clock, { strict: false });
  const importDirectory = application.get(ImportDirectory, { strict: false });
  let told = clock.now().getTime();
  return importDirectory.execute(await importDirectory.enter(order), path, {
    progress: ({ read }) => {
      const now = clock.now().getTime();
      if (now - told < 1000) return;
      told = now;
      process.stderr.write(`${say('progress', { count: read })}\n`);
    },
  });
}

function answer(
  application: INestApplicationContext,
  { counts, broken }: ImportOutcome,
  say: (key: string, params?: TextParams) => string,
): TaskResult {
  if (!broken) return { line: say('done', { ...counts }), data: { ...counts } };
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  const texts = application.get(Texts, { strict: false });
  const reason = locales.map((locale) => problemText(texts, locale, broken)).join(' / ');
  throw new ImportRefused(say('incomplete', { file: broken.file, line: broken.line ?? 0, reason }));
}
