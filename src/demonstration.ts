import { type DynamicModule, Module } from '@nestjs/common';
import {
  DEMONSTRATION_PASSWORD,
  DemonstrationModule,
  type DemonstrationSize,
  LoadDemonstration,
} from './exchange/demonstration';
import type { Config } from './platform/config';
import { createWorker, defineTask, loadOnce, migrateAll, say } from './platform/start';
import { WorkerModule } from './worker.module';

const SIZE: DemonstrationSize = { households: 300, providersOfAKind: 8, leads: 14 };

/** Usernames worth knowing at a first visit, with the text key of what each may do. */
export const demonstrationLogins = [
  'window',
  'station',
  'centre',
  'provider',
  'evaluator',
  'officer',
  'system',
  'audit',
] as const;
export const demonstrationPassword = DEMONSTRATION_PASSWORD;

@Module({})
class DemonstrationWorker {
  static forRoot(config: Config, workerUrl: string): DynamicModule {
    return {
      module: DemonstrationWorker,
      imports: [WorkerModule.forRoot(config, workerUrl, { background: false }), DemonstrationModule],
    };
  }
}

export interface DemonstrationLoad {
  /** Logins of the owner and of the worker side. */
  urls: { ownerUrl: string; workerUrl: string };
  size?: DemonstrationSize;
  progress?: (done: number, of: number) => void;
  /** Runs the undoing of a load that broke off. */
  undoing?: (undo: () => Promise<void>) => Promise<void>;
}

/**
 * Makes the invented district where DEMO is on and it is not there yet; what a load that was killed has left goes first.
 * @returns whether it was made now
 */
export function loadDemonstration(config: Config, load: DemonstrationLoad): Promise<boolean> {
  const { urls, size = SIZE, progress, undoing = (undo) => undo() } = load;
  const make = async (): Promise<void> => {
    const worker = await createWorker(DemonstrationWorker.forRoot(config, urls.workerUrl));
    try {
      await worker.get(LoadDemonstration, { strict: false }).execute(size, progress);
    } finally {
      await worker.close();
    }
  };
  return loadOnce(urls.ownerUrl, { name: 'demonstration', load: config.demo ? make : undefined, undoing });
}

/** For installations of several processes; `npm start` does it by itself. */
export const loadDemonstrationTask = defineTask({
  name: 'load-demonstration',
  usage: '',
  describe: 'Make the invented district, once; does nothing with DEMO=off.',
  async run(_input, { config, urls }) {
    await migrateAll(urls.ownerUrl);
    const loaded = await loadDemonstration(config, { urls });
    return { line: say(loaded ? 'demonstration-loaded' : 'demonstration-not-loaded'), data: { loaded } };
  },
});
