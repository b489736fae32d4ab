import 'reflect-metadata';
import { AppModule } from './app.module';
import { loadConfig } from './platform/config';
import { applicationUrl, createWebApp, listen, runProcess, say } from './platform/start';

/** The web side alone: pages and API; any number of these run beside each other on a migrated database. */
void runProcess(async () => {
  const config = loadConfig();
  const app = await createWebApp(AppModule.forRoot(config, applicationUrl(config, 'app')), config);
  await listen(app, config);
  process.stdout.write(`${say('ready', { address: config.publicUrl })}\n`);
  return { stop: () => app.close() };
});
