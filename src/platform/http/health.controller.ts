import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { Health } from './health';
import { Open } from './open.decorator';
import { OwnTransaction } from './transaction.interceptor';

/**
 * From the first scrape on, and not when this file is loaded: its observer of the garbage collection has no end, so
 * everything that loads the product without serving it (a task, each spec) would stay in memory behind it.
 */
let observing = false;
function observeProcess(): void {
  if (!observing) collectDefaultMetrics();
  observing = true;
}

/** For load balancers and monitors; outside /api/v1. */
@ApiExcludeController()
@Controller()
@Open()
@OwnTransaction()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** 200 only when migrations, demonstration load and every registered part are done. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const parts = await this.health.state();
    const ready = Object.values(parts).every(Boolean);
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not-ready', parts };
  }

  @Get('metrics')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    observeProcess();
    void reply.header('content-type', register.contentType);
    return register.metrics();
  }
}
