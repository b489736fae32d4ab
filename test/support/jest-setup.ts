import 'reflect-metadata';
import { dropDatabases } from './database';
import { endFile } from './end-of-file';
import { checkLogs } from './log-fence';

afterAll(async () => {
  await endFile();
  await dropDatabases();
  // What the product logged while this file ran, its end included.
  checkLogs();
});
