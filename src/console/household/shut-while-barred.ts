import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Observable, from, mergeMap } from 'rxjs';
import { GuardianBars } from '../../people/consents';
import { Transactions } from '../../platform/database';
import { conflict } from '../../platform/errors';

/**
 * While a member must not be told, a household's pages say nothing: the link may be in the wrong hands (B30, B31). Only
 * the start page, asking for a call and the ways out stay.
 */
@Injectable()
export class ShutWhileBarred implements NestInterceptor {
  constructor(
    private readonly bars: GuardianBars,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 409 `consent-ask-worker` */
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.check()).pipe(mergeMap(() => next.handle()));
  }

  private async check(): Promise<void> {
    const { householdId } = this.transactions.actor;
    if (householdId && (await this.bars.closes(householdId))) throw conflict('consent-ask-worker');
  }
}
