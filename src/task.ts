import 'reflect-metadata';
import { loadDemonstrationTask } from './demonstration';
import { importCsvTask, importHsdsTask, type OpenWorker } from './exchange/hsds';
import { replayCalculationsTask } from './people/calculations';
import { applyRetentionTask } from './people/rights';
import {
  backupTask,
  createWorker,
  migrateAll,
  migrateTask,
  rebuildQueuesTask,
  restoreTask,
  runTasks,
  type Task,
} from './platform/start';
import { loadDivisionsTask, loadUnitsTask } from './reference/regions';
import { createAdministratorTask } from './trust/accounts';
import { pruneAuditTask, rotateKeysTask, verifyAuditTask } from './trust/audit';
import { WorkerModule } from './worker.module';

// A chore may be the first thing that is done with a database, or with a queue that was lost: it brings both schemas up to date.
const openWorker: OpenWorker = async ({ config, urls }) => {
  await migrateAll(urls.ownerUrl);
  return createWorker(WorkerModule.forRoot(config, urls.workerUrl, { background: false }));
};

/** All chores; a room defines its own with `defineTask` and is named here. */
const tasks: readonly Task[] = [
  migrateTask,
  loadDemonstrationTask,
  backupTask,
  restoreTask,
  createAdministratorTask,
  verifyAuditTask,
  pruneAuditTask,
  rotateKeysTask,
  rebuildQueuesTask(openWorker),
  loadDivisionsTask,
  loadUnitsTask,
  applyRetentionTask(openWorker),
  replayCalculationsTask(openWorker),
  importHsdsTask(openWorker),
  importCsvTask(openWorker),
];

void runTasks(tasks, process.argv.slice(2));
