import 'reflect-metadata';
import { dropDatabases } from './database';
import { endFile } from './end-of-file';

afterAll(async () => {
  await endFile();
  await dropDatabases();
});
