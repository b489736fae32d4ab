import { ConsoleLogger } from '@nestjs/common';

/** Warnings and errors only. Web and worker side share a process but not a container: the warning that their data
 * sources have one name does not apply. */
export class ProductLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['warn', 'error', 'fatal'] });
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) === 'DataSourceNameRegistry') return;
    super.warn(message, ...rest);
  }
}
