import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { floor, rooms } from './app.module';
import { ShellModule } from './console/shell';
import type { Config } from './platform/config';
import { QueueModule } from './platform/queue';
import { AuditUpkeep } from './trust/audit';

/** The worker side: outbox, deadlines, long jobs and the sealing of the record, in the role `yuanlian_worker`. */
@Module({})
export class WorkerModule implements OnApplicationBootstrap {
  constructor(private readonly auditUpkeep: AuditUpkeep) {}

  static forRoot(config: Config, databaseUrl: string): DynamicModule {
    const queue = QueueModule.forWorker({ databaseUrl, redisUrl: config.redisUrl });
    return { module: WorkerModule, imports: [...floor(config, databaseUrl), queue, ShellModule, ...rooms] };
  }

  onApplicationBootstrap(): void {
    this.auditUpkeep.start();
  }
}
