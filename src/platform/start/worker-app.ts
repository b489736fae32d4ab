import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ProductLogger } from './product-logger';

/** The worker side at work: nothing listens, `close` lets handlers finish what they hold. */
export function createWorker(module: DynamicModule): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(module, { logger: new ProductLogger(), abortOnError: false });
}
