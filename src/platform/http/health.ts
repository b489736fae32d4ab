import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type Check = () => Promise<boolean>;

/** Readiness: every part registers what it needs; ready only when all of it holds. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, Check>();

  constructor(dataSource: DataSource) {
    this.register('database', async () => {
      await dataSource.query('select 1');
      return true;
    });
  }

  register(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** State of each part; a check that throws counts as not ready. */
  async state(): Promise<Record<string, boolean>> {
    const entries = [...this.checks].map(async ([name, check]) => [name, await check().catch(() => false)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}
