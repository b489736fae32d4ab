import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../consistency/source-tree';
import { createDatabase } from '../../support/database';
import { catalogueOf } from './catalogue';

const RECORD = join(ROOT, 'test', 'consistency', 'catalogue.snapshot.json');

/** After a migration that changes it on purpose: run once with UPDATE_CATALOGUE=1 and read the difference. */
describe('the catalogue', () => {
  it('is as recorded: tables, constraints, indexes, policies, grants, triggers, functions', async () => {
    const database = await createDatabase();
    const catalogue = await catalogueOf(database.ownerUrl);
    if (process.env.UPDATE_CATALOGUE === '1') writeFileSync(RECORD, `${JSON.stringify(catalogue, null, 1)}\n`);
    expect(catalogue).toEqual(JSON.parse(readFileSync(RECORD, 'utf8')));
  });
});
