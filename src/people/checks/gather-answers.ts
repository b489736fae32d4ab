import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type Ended, WriteAnswers } from './write-answers';

const MOMENT_MILLISECONDS = 40;

/**
 * Gathers what comes within a moment, and while the last moment is being written, into one transaction a district: 600
 * answers of 50 checks came in more transactions than a small machine could make in time.
 */
@Injectable()
export class GatherAnswers {
  private readonly logger = new Logger('checks');
  private waiting: Ended[] = [];
  private writing: Promise<void> | null = null;

  constructor(private readonly writer: WriteAnswers) {}

  /** Resolves when it is written down, or cannot be. */
  add(ended: Ended): Promise<void> {
    this.waiting.push(ended);
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      await sleep(MOMENT_MILLISECONDS);
      const batch = this.waiting.splice(0);
      const districts = new Set(batch.map(({ call }) => call.districtCode));
      for (const district of districts) await this.together(batch.filter(({ call }) => call.districtCode === district));
    }
  }

  /** One that cannot be written takes no other with it. */
  private async together(ended: readonly Ended[]): Promise<void> {
    try {
      await this.writer.execute(ended);
    } catch (error) {
      if (ended.length > 1) for (const one of ended) await this.together([one]);
      // What came is personal: only the kind of error is written down. The lease runs out, and the call is made again.
      else this.logger.error({ msg: 'answer not written', error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
