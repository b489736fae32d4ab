import { type DynamicModule, Module } from '@nestjs/common';
import {
  DEMONSTRATION_PASSWORD,
  DemonstrationModule,
  type DemonstrationSize,
  LoadDemonstration,
} from './exchange/demonstration';
import type { Config } from './platform/config';
import { createWorker } from './platform/start';
import { WorkerModule } from './worker.module';

const SIZE: DemonstrationSize = { households: 300, leads: 14 };

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

/** Makes the invented district where it is not there yet. @returns whether it was made now */
export async function loadDemonstration(
  config: Config,
  workerUrl: string,
  progress?: (done: number, of: number) => void,
): Promise<boolean> {
  const worker = await createWorker(DemonstrationWorker.forRoot(config, workerUrl));
  try {
    return await worker.get(LoadDemonstration, { strict: false }).execute(SIZE, progress);
  } finally {
    await worker.close();
  }
}
