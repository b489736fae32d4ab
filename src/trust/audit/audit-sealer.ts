import { Injectable } from '@nestjs/common';
import { type Actor, anonymousActor, Transactions } from '../../platform/database';
import { NO_SEAL, type Seal, sealHash, sealRows } from './seal';
import { SealsStore } from './seals.store';

const BATCH = 20_000;
const MAXIMUM_XID = '9223372036854775807';

/** The machine that keeps the record; it belongs to no district. */
export const recordKeeper = (purpose: string): Actor => ({
  ...anonymousActor(purpose),
  kind: 'system',
  roles: ['system'],
});

/**
 * Seals the record behind the writers (design 8.4): rows are hashed only once no transaction can add one before them,
 * so writers never wait for a chain. Run by the worker each second.
 */
@Injectable()
export class AuditSealer {
  constructor(
    private readonly transactions: Transactions,
    private readonly seals: SealsStore,
  ) {}

  /** Seals what can be sealed; @returns the number of rows (0 too when another process is sealing). */
  async seal(): Promise<number> {
    let total = 0;
    for (;;) {
      const done = await this.transactions.runApart(recordKeeper('audit-seal'), () => this.sealBatch());
      total += done;
      if (done < BATCH) return total;
    }
  }

  private async sealBatch(): Promise<number> {
    if (!(await this.seals.lock())) return 0;
    const epoch = await this.seals.epoch();
    return (await this.closeBefore(epoch)) + (await this.sealUpTo(epoch, await this.seals.horizon(), BATCH));
  }

  /** A restore has opened a new epoch (`app.after_restore`): the one before it ends with all its rows. */
  private async closeBefore(epoch: number): Promise<number> {
    const last = await this.seals.lastSeal();
    const open = last?.to_xid === MAXIMUM_XID ? last.epoch + 1 : (last?.epoch ?? 1);
    let rows = 0;
    for (let old = open; old < epoch; old += 1) rows += await this.sealUpTo(old, MAXIMUM_XID);
    return rows;
  }

  private async sealUpTo(epoch: number, end: string, size?: number): Promise<number> {
    const last = await this.seals.lastSeal();
    const from = last?.epoch === epoch ? last.to_xid : '0';
    const to = size === undefined ? end : await this.seals.batchEnd(epoch, from, end, size);
    const rows = BigInt(to) > BigInt(from) ? await this.seals.rows(epoch, from, to) : [];
    // The closing seal of an epoch is written even when empty: it bars the range behind it.
    if (rows.length === 0 && size !== undefined) return 0;
    const open: Omit<Seal, 'hash'> = {
      number: String(BigInt(last?.number ?? 0) + 1n),
      epoch,
      from_xid: from,
      to_xid: to,
      row_count: rows.length,
      ...sealRows(rows),
      previous_hash: last?.hash ?? NO_SEAL,
    };
    await this.seals.addSeal({ ...open, hash: sealHash(open) });
    return rows.length;
  }
}
