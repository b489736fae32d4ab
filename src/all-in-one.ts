import 'reflect-metadata';
import { AppModule } from './app.module';
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
  process.stdout.write(`${say('ready', { address: config.publicUrl })}\n${say('stop-hint')}\n`);
  return { stop };
}
