import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AfterRequest } from './after-request';
import { EtagInterceptor } from './etag.interceptor';
import { Health } from './health';
import { HealthController } from './health.controller';
import { Idempotency } from './idempotency';
import { ProblemFilter } from './problem.filter';
import { RequestShapeGuard } from './request-shape.guard';
import { SchemaPipe } from './schema.pipe';
import { TransactionInterceptor } from './transaction.interceptor';

/** What every request goes through: one transaction, checked input, ETag, problem details; and the health routes. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    AfterRequest,
    Health,
    Idempotency,
    { provide: APP_GUARD, useClass: RequestShapeGuard },
    { provide: APP_INTERCEPTOR, useClass: TransactionInterceptor },
    { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
    { provide: APP_PIPE, useClass: SchemaPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [AfterRequest, Health],
})
export class HttpModule {}
