import { Logger } from '@nestjs/common';
import { errorText } from './error-text';

/** Does `work` again and again: at once while there is more, when rung, and else after the interval. Never twice at a time. */
export class PollLoop {
  private readonly logger = new Logger('PollLoop');
  private running: Promise<void> | null = null;
  private stopped = false;
  private rung = false;
  private wake: () => void = () => undefined;

  /** @param work answers how much it did; @param interval in milliseconds */
  constructor(
    private readonly work: () => Promise<number>,
    private readonly interval: number,
  ) {}

  start(): void {
    this.running ??= this.loop();
  }

  ring(): void {
    this.rung = true;
    this.wake();
  }

  /** Resolves when the present round has ended; there will be no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      this.rung = false;
      const done = await this.work().catch((error: unknown) => {
        this.logger.error({ msg: 'round failed', error: errorText(error) });
        return 0;
      });
      if (done === 0 && !this.rung && !this.stopped) await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.interval);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
