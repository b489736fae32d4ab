import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { forbidden, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { TRIAGE } from '../../assessments';
import type { FieldPacket } from '../dto/packet.dto';
import type { FieldSheet } from '../field-sheet.entity';
import { fieldSheetLifecycle } from '../field-sheet.lifecycle';
import { FieldSheetsStore } from '../field-sheets.store';
import { bySheet, mergeOperations, type Operations, operationsOf, readSheet } from '../merge-operations';
import { SealedSheets } from '../sealed-sheets';
import type { TakeAlong } from '../take-along.entity';
import { TakeAlongsStore } from '../take-alongs.store';
import { TakeOverSheet } from './take-over-sheet.use-case';

/**
 * What a device sends (R103): merged into what is known, whatever the order and however often it comes; then whatever is
 * complete becomes a result. A device that has ended is heard all the same, but nothing of it is taken over by itself.
 */
@Injectable()
export class ReceivePacket {
  constructor(
    private readonly takeAlongs: TakeAlongsStore,
    private readonly store: FieldSheetsStore,
    private readonly sealed: SealedSheets,
    private readonly takingOver: TakeOverSheet,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 403 `take-along-of-other`; 422 a household that is not on the device */
  async execute(takeAlongId: string, { operations }: FieldPacket): Promise<void> {
    const { row: device, end } = await this.takeAlongs.get(takeAlongId, { lock: true });
    if (device.accountId !== this.transactions.actor.userId) throw forbidden('take-along-of-other');
    await this.refuseForeign(device, operations);
    const sent = operationsOf(operations.map((operation) => ({ ...operation, device: takeAlongId })));
    const touched = await this.keep(device, sent);
    await this.takeAlongs.markPacket(takeAlongId);
    const subject = { subjectType: 'take-along', subjectId: takeAlongId, districtCode: device.districtCode };
    await this.audit.changed({ action: 'take-along.packet', ...subject, fields: ['lastPacketAt'] });
    if (end !== null) {
      for (const row of touched) await this.takingOver.refuse(row, `device-${end}`);
      return;
    }
    const waiting = (await this.store.waiting()).filter(({ id }) => !touched.some((row) => row.id === id));
    for (const row of [...touched, ...waiting].sort(triageFirst)) await this.takingOver.execute(row);
  }

  /** A device of ours knows no other households. */
  private async refuseForeign({ id }: TakeAlong, operations: FieldPacket['operations']): Promise<void> {
    const taken = new Set(await this.takeAlongs.householdsOf(id));
    const foreign = operations.findIndex(({ householdId }) => !taken.has(householdId));
    if (foreign < 0) return;
    throw invalid([{ field: `operations.${foreign}.householdId`, code: 'field-household-not-taken' }]);
  }

  /** @returns the sheets that may become results: whatever was sent of them and is not settled yet */
  private async keep(device: TakeAlong, sent: Operations): Promise<FieldSheet[]> {
    const known = await this.store.ofDevice(device.id);
    const rows: FieldSheet[] = [];
    for (const operations of bySheet(sent).values()) {
      const [first] = operations.values();
      const { sheet: sheetKey, householdId } = first!;
      const older = known.find((row) => row.sheetKey === sheetKey);
      if (older && older.householdId !== householdId)
        throw invalid([{ field: 'operations', code: 'field-household-not-taken' }]);
      rows.push(
        older ? await this.grow(older, operations) : await this.begin(device, sheetKey, householdId, operations),
      );
    }
    return rows.filter(({ state }) => state === 'open' || state === 'waiting');
  }

  private async begin(
    device: TakeAlong,
    sheetKey: string,
    householdId: string,
    operations: Operations,
  ): Promise<FieldSheet> {
    const [id, now] = [newId(), this.clock.now()];
    const row: FieldSheet = {
      ...{ id, sheetKey, takeAlongId: device.id, assessorId: device.accountId, householdId },
      districtCode: device.districtCode,
      ...(await this.contents({ id, householdId }, operations)),
      ...{ state: fieldSheetLifecycle.initial, refusal: null, assessmentId: null, reasonCiphertext: null },
      ...{ receivedAt: now, updatedAt: now, version: 1 },
    };
    await this.store.insert(row);
    await this.record('field-sheet.received', row);
    return row;
  }

  private async grow(row: FieldSheet, sent: Operations): Promise<FieldSheet> {
    const before = await this.sealed.operations(row);
    const merged = mergeOperations(before, sent);
    if (merged.size === before.size) return row;
    const changes = { ...(await this.contents(row, merged)), updatedAt: this.clock.now() };
    await this.store.update(row, changes);
    await this.record('field-sheet.grown', row);
    return { ...row, ...changes, version: row.version + 1 };
  }

  private async contents(row: Pick<FieldSheet, 'id' | 'householdId'>, operations: Operations) {
    const { head, answers, elapsedSeconds } = readSheet(operations);
    return {
      ...{ memberId: head?.memberId ?? null, instrument: head?.instrument ?? null },
      ...{ instrumentVersion: head?.instrumentVersion ?? null, mode: head?.mode ?? null },
      ...{ answered: Object.keys(answers).length, elapsedSeconds },
      operationsCiphertext: await this.sealed.sealOperations(row, operations),
    };
  }

  private record(action: string, { id, householdId, districtCode }: FieldSheet): Promise<void> {
    const subject = { subjectType: 'field-sheet', subjectId: id, householdId, districtCode };
    return this.audit.changed({ action, ...subject, fields: ['operations'] });
  }
}

/** Household by household, so that devices wait for each other in one order; in each the triage first (S16). */
function triageFirst(a: FieldSheet, b: FieldSheet): number {
  const rank = ({ instrument }: FieldSheet) => (instrument === TRIAGE ? 0 : 1);
  if (a.householdId !== b.householdId) return a.householdId < b.householdId ? -1 : 1;
  return rank(a) - rank(b) || a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1);
}
