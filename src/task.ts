import 'reflect-metadata';
import { backupTask, migrateTask, restoreTask, runTasks, type Task } from './platform/start';
import { loadDivisionsTask } from './reference/regions';
import { createAdministratorTask } from './trust/accounts';
import { rotateKeysTask, verifyAuditTask } from './trust/audit';

/** All chores; a room defines its own with `defineTask` and is named here. */
const tasks: readonly Task[] = [
  migrateTask,
  backupTask,
  restoreTask,
  createAdministratorTask,
  verifyAuditTask,
  rotateKeysTask,
  loadDivisionsTask,
];

void runTasks(tasks, process.argv.slice(2));
