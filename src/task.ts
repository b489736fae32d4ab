import 'reflect-metadata';
import { backupTask, migrateTask, restoreTask, runTasks, type Task } from './platform/start';

/** All chores; a room defines its own with `defineTask` and is named here. */
const tasks: readonly Task[] = [migrateTask, backupTask, restoreTask];

void runTasks(tasks, process.argv.slice(2));
