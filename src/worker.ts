import 'reflect-metadata';
import { loadConfig } from './platform/config';
import { Templates } from './platform/rendering';
import { applicationUrl, createWorker, runProcess, say } from './platform/start';
import { WorkerModule } from './worker.module';

/** The worker side alone: events, deadlines, long jobs; any number of these run beside each other. */
void runProcess(async () => {
  const config = loadConfig();
  const worker = await createWorker(WorkerModule.forRoot(config, applicationUrl(config, 'worker')));
  worker.get(Templates).check();
  process.stdout.write(`${say('working')}\n`);
  return { stop: () => worker.close() };
});
