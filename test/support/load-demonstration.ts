import 'reflect-metadata';
import { loadDemonstration } from '../../src/demonstration';
import { loadConfig } from '../../src/platform/config';
import { roleUrl } from '../../src/platform/start/database-roles';

/** A process that makes a small demonstration in the database of DATABASE_URL, telling each household. */
const config = loadConfig();
const ownerUrl = config.databaseUrl ?? '';
void loadDemonstration(config, {
  urls: { ownerUrl, workerUrl: roleUrl(ownerUrl, 'yuanlian_worker') },
  size: { households: Number(process.argv[2]), providersOfAKind: 1, leads: 2 },
  progress: (done) => console.log(`made ${done}`),
}).then(() => process.exit(0));
