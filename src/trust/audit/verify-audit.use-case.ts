import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { recordKeeper } from './audit-sealer';
import { ExportedHeads } from './exported-heads';
import { firstBadRow, NO_SEAL, type RowFinding, type Seal, sealHash } from './seal';
import { SealsStore } from './seals.store';

const PAGE = 200;

export interface AuditFinding {
  kind: RowFinding['kind'] | 'seal-edited' | 'seal-missing' | 'truncated';
  sealNumber: string;
  /** The first bad row, when the finding is about a row. */
  rowId?: string;
}

export interface AuditVerification {
  seals: number;
  rows: number;
  /** The first fault of each broken seal, oldest first; empty = the sealed record is as it was written. */
  findings: AuditFinding[];
}

/**
 * Recomputes every seal from the rows (design 8.4). Finds edit, delete, late insert and swap, and truncation back to
 * the last exported head. It cannot see rows not yet sealed (about 2 s), nor what the database's owner removes together
 * with its seals before the next export.
 */
@Injectable()
export class VerifyAudit {
  constructor(
    private readonly transactions: Transactions,
    private readonly seals: SealsStore,
    private readonly heads: ExportedHeads,
  ) {}

  async execute(): Promise<AuditVerification> {
    const outcome: AuditVerification = { seals: 0, rows: 0, findings: [] };
    const hashes = new Map<string, string>();
    let previous: Seal | undefined;
    for (;;) {
      const page = await this.page(previous, outcome, hashes);
      if (page.length === 0) break;
      previous = page.at(-1);
    }
    for (const head of await this.heads.all()) {
      if (hashes.get(head.number) === head.hash) continue;
      outcome.findings.push({ kind: 'truncated', sealNumber: head.number });
      break;
    }
    return outcome;
  }

  /** One transaction a page, so that a long record does not hold one open. */
  private page(before: Seal | undefined, outcome: AuditVerification, hashes: Map<string, string>): Promise<Seal[]> {
    return this.transactions.runApart(recordKeeper('audit-verification'), async () => {
      const page = await this.seals.sealsAfter(before?.number ?? '0', PAGE);
      let previous = before;
      for (const seal of page) {
        const finding = chainFault(seal, previous) ?? (await this.rowFault(seal, outcome));
        if (finding) outcome.findings.push({ sealNumber: seal.number, ...finding });
        hashes.set(seal.number, seal.hash.toString('hex'));
        outcome.seals += 1;
        previous = seal;
      }
      return page;
    });
  }

  private async rowFault(seal: Seal, outcome: AuditVerification): Promise<RowFinding | undefined> {
    const rows = await this.seals.rows(seal.epoch, seal.from_xid, seal.to_xid);
    outcome.rows += rows.length;
    return firstBadRow(seal, rows);
  }
}

function chainFault(seal: Seal, previous: Seal | undefined): Pick<AuditFinding, 'kind'> | undefined {
  if (BigInt(seal.number) !== BigInt(previous?.number ?? 0) + 1n) return { kind: 'seal-missing' };
  const linked = seal.previous_hash.equals(previous?.hash ?? NO_SEAL);
  const from = previous?.epoch === seal.epoch ? previous.to_xid : '0';
  return linked && seal.from_xid === from && seal.hash.equals(sealHash(seal)) ? undefined : { kind: 'seal-edited' };
}
