import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { floor, rooms } from './app.module';
import { ShellModule } from './console/shell';
import type { Config } from './platform/config';
import { QueueModule, QueueSettings } from './platform/queue';
import { CheckSender } from './people/checks';
import { PostUpkeep } from './trust/accounts';
import { AuditUpkeep } from './trust/audit';

/** The worker side: outbox, deadlines, long jobs and the sealing of the record, in the role `yuanlian_worker`. */
@Module({})
export class WorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly auditUpkeep: AuditUpkeep,
    private readonly postUpkeep: PostUpkeep,
    private readonly checkSender: CheckSender,
    private readonly settings: QueueSettings,
  ) {}

  /** @param settings `background: false` in tests and tasks, which do the waiting work by `QueueDrain` themselves */
  static forRoot(config: Config, databaseUrl: string, settings: Partial<QueueSettings> = {}): DynamicModule {
    const queue = QueueModule.forWorker({ databaseUrl, redisUrl: config.redisUrl, ...settings });
    return { module: WorkerModule, imports: [...floor(config, databaseUrl), queue, ShellModule, ...rooms] };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.background) return;
    this.postUpkeep.start();
    this.checkSender.start();
    await this.auditUpkeep.start();
  }
}
