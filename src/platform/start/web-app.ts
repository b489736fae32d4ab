import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config';
import { configureHttp, createAdapter, serveOpenApi } from '../http';
import { ProductLogger } from './product-logger';

/** The web side, ready to listen: the same object in production, in the all-in-one process and in tests. */
export async function createWebApp(
  module: DynamicModule,
  config: Config,
  logger: LoggerService = new ProductLogger(),
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(config), {
    logger,
    abortOnError: false,
  });
  await configureHttp(app, config);
  serveOpenApi(app);
  return app;
}
