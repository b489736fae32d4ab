import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import type { ReserveEntry } from '../reserve-entry.entity';
import { ReservesStore } from '../reserves.store';

interface Aid {
  /** The township that pays; null where the place has none. */
  unitId: string | null;
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
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `reserve-missing`, `reserve-short` with what is left */
  async execute({ unitId, applicationId, householdId, amountFen, askedAt }: Aid): Promise<ReserveEntry> {
    const found = unitId === null ? null : await this.store.ofUnit(unitId);
    if (!found) throw conflict('reserve-missing');
    const reserve = await this.store.lock(found.id);
    const entry = await this.store.book(reserve, { kind: 'aid', amountFen: -amountFen, applicationId, askedAt });
    const { id: subjectId, districtCode, regionPath } = reserve;
    const place = { householdId, districtCode, regionPath };
    await this.audit.changed({
      ...{ action: 'reserve.aid', subjectType: 'reserve', subjectId, ...place },
      fields: ['balanceFen'],
    });
    return entry;
  }
}
