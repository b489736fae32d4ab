import { say } from './messages';
import { migrateAll } from './prepare-database';
import { defineTask } from './tasks';

/** Brings the schema up to date: before web and worker processes of a new version are started. */
export const migrateTask = defineTask({
  name: 'migrate',
  usage: '',
  describe: 'Bring the schema of the database up to date.',
  async run(_input, { urls }) {
    const count = await migrateAll(urls.ownerUrl);
    return { line: say('migrate-done', { count }), data: { migrated: count } };
  },
});
