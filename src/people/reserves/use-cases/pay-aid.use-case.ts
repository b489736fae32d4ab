import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import type { ReserveEntry } from '../reserve-entry.entity';
import { Reserves } from '../reserves.service';
import { ReservesStore } from '../reserves.store';

interface Aid {
  /** Where the household is now: the township there pays. */
  regionPath: string;
  applicationId: string;
  householdId: string;
  amountFen: number;
  /** When it was asked for. */
  askedAt: Date;
}

/** A grant is paid from the reserve of the township: in the transaction that grants, on the locked row (R70, B24). */
@Injectable()
export class PayAid {
  constructor(
    private readonly store: ReservesStore,
    private readonly reserves: Reserves,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `reserve-missing`, `reserve-short` with what is left */
  async execute({ regionPath: place, applicationId, householdId, amountFen, askedAt }: Aid): Promise<ReserveEntry> {
    const found = await this.reserves.ofPlace(place);
    if (!found) throw conflict('reserve-missing');
    const reserve = await this.store.lock(found.id);
    const entry = await this.store.book(reserve, { kind: 'aid', amountFen: -amountFen, applicationId, askedAt });
    const { id: subjectId, districtCode, regionPath } = reserve;
    await this.audit.changed({
      ...{ action: 'reserve.aid', subjectType: 'reserve', subjectId, householdId, districtCode, regionPath },
      fields: ['balanceFen'],
    });
    return entry;
  }
}
