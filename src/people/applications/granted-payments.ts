import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database';
import { Clock, nextMonth } from '../../platform/time';
import type { Act } from '../../reference/policies';
import { PayAid } from '../reserves';
import type { Application } from './application.entity';
import type { BenefitPayment } from './benefit-payment.entity';
import { BenefitPaymentsStore } from './benefit-payments.store';

/**
 * What a grant lets flow: by the district's list, or out of a reserve, which is booked at once (R70). The township where the
 * household is now pays: it may have moved since it applied.
 */
@Injectable()
export class GrantedPayments {
  constructor(
    private readonly payments: BenefitPaymentsStore,
    private readonly reserve: PayAid,
    private readonly clock: Clock,
  ) {}

  /**
   * @param row as it is behind the move that grants it: locked, so that the household cannot move meanwhile
   * @throws AppError 409 `reserve-missing`, `reserve-short`: nothing is granted then
   */
  async pay(row: Application, act: Act, amountFen: number, paidFrom: BenefitPayment['paidFrom']): Promise<void> {
    const { id: applicationId, householdId, districtCode, regionPath, applicantId: payeeId, filedAt } = row;
    const today = this.clock.today();
    const monthly = act.pays === 'month';
    await this.payments.insert({
      ...{ id: newId(), applicationId, householdId, districtCode, regionPath, payeeId, act: act.code, amountFen },
      ...{ rhythm: monthly ? 'month' : 'once', fromMonth: monthly ? nextMonth(today) : `${today.slice(0, 7)}-01` },
      ...{ paidFrom, createdAt: this.clock.now() },
    });
    if (paidFrom === 'reserve')
      await this.reserve.execute({ regionPath, applicationId, householdId, amountFen, askedAt: filedAt });
  }
}
