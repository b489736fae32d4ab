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
import { SecurityTextController } from './security-text.controller';
import { TransactionInterceptor } from './transaction.interceptor';

/** What every request goes through: one transaction, checked input, ETag, problem details; the health routes, and whom to tell of a hole. */
@Global()
@Module({
  controllers: [HealthController, SecurityTextController],
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
