import 'reflect-metadata';
import { AppModule } from './app.module';
import { type Config, loadConfig } from './platform/config';
import {
  createWebApp,
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
  const web = await progress.step('serving', async () => {
    const app = await createWebApp(AppModule.forRoot(config, database.appUrl), config);
    await listen(app, config);
    return app;
  });
  process.stdout.write(`${say('ready', { address: config.publicUrl })}\n${say('stop-hint')}\n`);
  return { stop: () => web.close() };
}
