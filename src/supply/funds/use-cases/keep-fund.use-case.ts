import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit, diffOf, type FieldChange } from '../../../trust/audit';
import type { CreateFundInput, EditFundInput, PayInInput } from '../dto/fund.dto';
import type { Fund } from '../fund.entity';
import { fundLifecycle, type FundMove } from '../fund.lifecycle';
import { FundsStore } from '../funds.store';

/** The centre opens, corrects, fills, closes and reopens a pot (R13). */
@Injectable()
export class KeepFund {
  constructor(
    private readonly store: FundsStore,
    private readonly transactions: Transactions,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403 without a district */
  async create(input: CreateFundInput): Promise<Fund> {
    const [districtCode] = this.transactions.actor.districtCodes;
    if (districtCode === undefined) throw forbidden();
    const fund: Fund = {
      ...input,
      donorRestriction: input.donorRestriction ?? null,
      id: newId(),
      districtCode,
      balanceFen: 0,
      reservedFen: 0,
      state: 'open',
      createdAt: this.clock.now(),
      version: 1,
    };
    await this.store.insert(fund);
    await this.note(fund, 'fund.created', diffOf(null, fund));
    return fund;
  }

  /** @throws AppError 404, 412 */
  async edit(id: string, version: number, input: EditFundInput): Promise<Fund> {
    const fund = await this.store.get(id);
    await this.store.update(id, version, input);
    await this.note(fund, 'fund.edited', diffOf(fund, input));
    return this.store.get(id);
  }

  /** Money comes in. @throws AppError 404, 409 `fund-closed` */
  async payIn(id: string, { amountFen, note }: PayInInput): Promise<Fund> {
    const fund = await this.store.lock(id);
    if (fund.state !== 'open') throw conflict('fund-closed');
    await this.store.book(fund, { balanceFen: amountFen }, { kind: 'paid-in', amountFen, note: note ?? null });
    const filled = await this.store.get(id);
    await this.note(fund, 'fund.paid-in', diffOf(fund, filled));
    return filled;
  }

  /** @throws AppError 404, 409 `move-not-allowed` */
  async move(id: string, move: FundMove, reason: string | null): Promise<Fund> {
    const fund = await this.store.lock(id);
    const { districtCode, state: from } = fund;
    const state = await this.lifecycles.move({
      lifecycle: fundLifecycle,
      subjectId: id,
      districtCode,
      from,
      move,
      reason,
    });
    await this.store.update(id, fund.version, { state });
    await this.note(fund, `fund.${state}`, diffOf(fund, { state }));
    return this.store.get(id);
  }

  private async note({ id, districtCode }: Fund, action: string, changes: FieldChange[]): Promise<void> {
    await this.audit.changed({ action, subjectType: 'fund', subjectId: id, changes, districtCode });
  }
}
