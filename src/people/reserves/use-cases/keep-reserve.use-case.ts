import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Units } from '../../../reference/regions';
import { Audit } from '../../../trust/audit';
import type { BookReserve, EditReserve, OpenReserve, UndoReserveEntry } from '../dto/reserve.dto';
import type { Reserve } from '../reserve.entity';
import type { ReserveEntry } from '../reserve-entry.entity';
import { ReservesStore } from '../reserves.store';

/** The district opens, fills and empties the reserve of a township, and takes wrong bookings back (R70). */
@Injectable()
export class KeepReserve {
  constructor(
    private readonly store: ReservesStore,
    private readonly units: Units,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `reserve-there`; 422 `reserve-unit-unknown` */
  async open({ unitId, imprestFen }: OpenReserve): Promise<Reserve> {
    const unit = await this.units.byId(unitId).catch(() => null);
    const { districtCodes, userId } = this.transactions.actor;
    if (unit?.tier !== 'station' || !districtCodes.includes(unit.districtCode))
      throw invalid([{ field: 'unitId', code: 'reserve-unit-unknown' }]);
    const { districtCode, regionPath } = unit;
    const row: Reserve = {
      ...{ id: newId(), unitId, districtCode, regionPath, imprestFen, balanceFen: 0 },
      ...{ openedBy: userId, openedAt: this.clock.now(), version: 1 },
    };
    await this.store.insert(row);
    await this.note(row, 'reserve.opened', ['unitId', 'imprestFen']);
    return row;
  }

  /** What it is filled up to. @throws AppError 404; 412 */
  async edit(id: string, version: number, { imprestFen }: EditReserve): Promise<void> {
    const row = await this.store.get(id);
    await this.store.update({ id, version }, { imprestFen });
    await this.note(row, 'reserve.edited', ['imprestFen']);
  }

  /** @throws AppError 404; 409 `reserve-short` */
  async book(id: string, { kind, amountFen, reason }: BookReserve): Promise<ReserveEntry> {
    const reserve = await this.store.lock(id);
    const signed = kind === 'take-back' ? -amountFen : amountFen;
    const entry = await this.store.book(reserve, { kind, amountFen: signed, reason });
    await this.note(reserve, `reserve.${kind}`, ['balanceFen']);
    return entry;
  }

  /**
   * A counter entry with its reason; the entry itself stays.
   * @throws AppError 404; 409 `reserve-entry-undone`, `reserve-undo-stays`, `reserve-aid-stays`,
   *   `reserve-short`
   */
  async undo(id: string, entryId: string, { reason }: UndoReserveEntry): Promise<ReserveEntry> {
    const reserve = await this.store.lock(id);
    const { kind, amountFen, applicationId } = await this.store.entry(id, entryId);
    if (kind === 'undo') throw conflict('reserve-undo-stays');
    // The money has gone to somebody: what comes back of it is booked as repaid (B24).
    if (kind === 'aid') throw conflict('reserve-aid-stays');
    if ((await this.store.undone([entryId])).size > 0) throw conflict('reserve-entry-undone');
    const counter = { kind: 'undo', amountFen: -amountFen, undoesId: entryId, applicationId, reason } as const;
    const entry = await this.store.book(reserve, counter);
    await this.note(reserve, 'reserve.undo', ['balanceFen']);
    return entry;
  }

  private async note({ id, districtCode, regionPath }: Reserve, action: string, fields: string[]): Promise<void> {
    await this.audit.changed({ action, subjectType: 'reserve', subjectId: id, districtCode, regionPath, fields });
  }
}
