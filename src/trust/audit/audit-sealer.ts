import { Injectable } from '@nestjs/common';
import { type Actor, anonymousActor, Transactions } from '../../platform/database';
import { NO_SEAL, type Seal, sealHash, sealRows } from './seal';
import { SealsStore } from './seals.store';

const BATCH = 20_000;
const MAXIMUM_XID = '9223372036854775807';

/** What one transaction has sealed, and whether there is more. */
interface Batch {
  rows: number;
  more: boolean;
}

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
      const { rows, more } = await this.transactions.runApart(recordKeeper('audit-seal'), () => this.sealBatch());
      total += rows;
      if (!more) return total;
    }
  }

  private async sealBatch(): Promise<Batch> {
    if (!(await this.seals.lock())) return { rows: 0, more: false };
    await this.seals.forgetEnded();
    const [epoch, last] = [await this.seals.epoch(), await this.seals.lastSeal()];
    // A restore has opened a new epoch (`app.after_restore`): the one before it ends with all its rows.
    const open = last?.to_xid === MAXIMUM_XID ? last.epoch + 1 : (last?.epoch ?? 1);
    if (open < epoch) return { ...(await this.sealUpTo(last, open, MAXIMUM_XID)), more: true };
    return this.sealUpTo(last, epoch, await this.seals.horizon());
  }

  private async sealUpTo(last: Seal | undefined, epoch: number, end: string): Promise<Batch> {
    const from = last?.epoch === epoch ? last.to_xid : '0';
    const to = await this.seals.batchEnd(epoch, from, end, BATCH);
    const rows = BigInt(to) > BigInt(from) ? await this.seals.rows(epoch, from, to) : [];
    // The closing seal of an epoch is written even when empty: it bars the range behind it.
    if (rows.length === 0 && end !== MAXIMUM_XID) return { rows: 0, more: false };
    const seal: Omit<Seal, 'hash'> = {
      number: String(BigInt(last?.number ?? 0) + 1n),
      epoch,
      from_xid: from,
      to_xid: to,
      row_count: rows.length,
      ...sealRows(rows),
      previous_hash: last?.hash ?? NO_SEAL,
    };
    await this.seals.addSeal({ ...seal, hash: sealHash(seal) });
    return { rows: rows.length, more: to !== end };
  }
}
