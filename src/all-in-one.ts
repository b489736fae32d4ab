import 'reflect-metadata';
import { join } from 'node:path';
import { AppModule } from './app.module';
import { demonstrationLogins, demonstrationPassword, loadDemonstration } from './demonstration';
import { forkDepartments } from './exchange/departments';
import { type Config, loadConfig } from './platform/config';
import {
  createWebApp,
  createWorker,
  listen,
  lockFolder,
  prepareDatabase,
  type PreparedDatabase,
  prepareDataFolder,
  Progress,
  type Running,
  runProcess,
  say,
  settlePort,
} from './platform/start';
import { WorkerModule } from './worker.module';

/** Everything in one process on one computer: database, schema, demonstration, web side and worker side. */
void runProcess(async () => {
  const config = loadConfig();
  prepareDataFolder(config.dataDir);
  const unlock = lockFolder(config.dataDir);
  const progress = Progress.fromArguments(process.argv);
  await settlePort(config);
  const database = await prepareDatabase(config, progress);
  const serving = await serve(config, database, progress).catch(async (error: unknown) => {
    await database.stop();
    unlock();
    throw error;
  });
  return {
    async stop() {
      await serving.stop();
      await database.stop();
      unlock();
    },
  };
});

async function serve(config: Config, database: PreparedDatabase, progress: Progress): Promise<Running> {
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    for (const part of running.reverse()) await part.stop();
  };
  try {
    await demonstrate(config, database, progress);
    // The demonstration alone has invented departments; every screen names them.
    if (config.demo && config.departmentsUrl === undefined) {
      const departments = await forkDepartments(join(__dirname, 'departments.js'));
      config.departmentsUrl = departments.url;
      running.push(departments);
    }
    await progress.step('serving', async () => {
      const worker = await createWorker(WorkerModule.forRoot(config, database.workerUrl));
      running.push({ stop: () => worker.close() });
      const web = await createWebApp(AppModule.forRoot(config, database.appUrl), config);
      running.push({ stop: () => web.close() });
      await listen(web, config);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  process.stdout.write(`${say('ready', { address: config.publicUrl })}\n`);
  if (config.demo) {
    const login = `${demonstrationLogins.join(', ')} / ${demonstrationPassword}`;
    process.stdout.write(`${say('login', { login })}\n`);
  }
  process.stdout.write(`${say('stop-hint')}\n`);
  return { stop };
}

/** The invented district, once; its progress is printed because it takes a while. */
async function demonstrate(config: Config, database: PreparedDatabase, progress: Progress): Promise<void> {
  const load = (): Promise<boolean> =>
    loadDemonstration(config, {
      urls: database,
      progress: (done, of) => {
        if (done % 50 === 0) progress.note(done, of);
      },
      undoing: (undo) => progress.step('demonstration-undoing', undo),
    });
  if (config.demo) await progress.step('demonstration', load);
  else await load();
}
