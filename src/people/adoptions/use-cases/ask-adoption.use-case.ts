import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Adoption } from '../adoption.entity';
import { AdoptionGrounds } from '../adoption-grounds';
import { AdoptionsStore } from '../adoptions.store';
import type { AskAdoption as Input } from '../dto/adoption.dto';

/** One officer asks that a simulated draft be in force from a day; a second person decides (R2, R3). */
@Injectable()
export class AskAdoption {
  constructor(
    private readonly store: AdoptionsStore,
    private readonly grounds: AdoptionGrounds,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as `AdoptionGrounds.check`; 409 `adoption-asked-already` */
  async execute(input: Input): Promise<Adoption> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden('forbidden');
    const { draft } = await this.grounds.check(input);
    const { districtCode } = draft;
    const open = await this.store.asked(districtCode);
    if (open) throw conflict('adoption-asked-already', { number: open.number });
    const row: Adoption = {
      ...{ id: newId(), number: await this.numbers.nextNumber('PA'), districtCode, ...input, state: 'asked' },
      ...{ draftId: draft.id, draftVersion: draft.version, askedBy: userId, askedAt: this.clock.now() },
      ...{ decidedBy: null, decidedAt: null, decisionReason: null, packCode: null, packVersion: null },
      ...{ withdrawnBy: null, withdrawnAt: null, withdrawReason: null, version: 1 },
    };
    await this.store.insert(row);
    await this.audit.changed({
      ...{ action: 'pack-adoption.asked', subjectType: 'pack-adoption', subjectId: row.id, districtCode },
      fields: ['effectiveFrom', 'reason'],
    });
    return row;
  }
}
