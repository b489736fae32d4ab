import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { AuditFinding } from './audit-finding';
import { recordKeeper } from './audit-sealer';
import { HeadsCheck } from './heads-check';
import { Prunings } from './prunings.store';
import { firstBadRow, NO_SEAL, type Seal, type SealedRow, sealHash } from './seal';
import { SealsStore } from './seals.store';

/** Rows read in one transaction and held in memory at once. */
const PIECE = 20_000;

export interface AuditVerification {
  /** The last seal checked. */
  through: string;
  seals: number;
  rows: number;
  /** The first fault of each broken seal, oldest first; empty = what was checked is as it was written. */
  findings: AuditFinding[];
  /** Where to go on, when the run ended before the newest seal. */
  next: string | null;
}

export interface VerificationRange {
  /** The seal behind which to begin; without it the first one. */
  after?: string;
  /** About how many rows to check; without it all. */
  rows?: number;
  /** Told after each piece; long records take minutes. */
  progress?: (done: Readonly<AuditVerification>) => void;
}

/** Consecutive seals with their rows, and the seal before them. */
interface Piece {
  before: Seal | undefined;
  seals: readonly Seal[];
  /** By number of the seal; nothing for those whose rows were pruned. */
  rows: Map<string, SealedRow[]>;
}

/**
 * Recomputes the seals from the rows (design 8.4). Finds edit, delete, late insert and swap, and truncation or rewriting
 * back to the last exported or countersigned head. It cannot see rows not yet sealed (about 2 s), nor what the database's
 * owner removes together with its seals before the next export.
 */
@Injectable()
export class VerifyAudit {
  constructor(
    private readonly transactions: Transactions,
    private readonly seals: SealsStore,
    private readonly prunings: Prunings,
    private readonly heads: HeadsCheck,
  ) {}

  /** Heads and stray rows are looked at once the newest seal is reached. */
  async execute({ after = '0', rows = Infinity, progress }: VerificationRange = {}): Promise<AuditVerification> {
    const outcome: AuditVerification = { through: after, seals: 0, rows: 0, findings: [], next: null };
    const pruned = await this.keeper(() => this.prunings.through());
    let fetching = this.fetch(after, Math.min(PIECE, rows), pruned);
    while (outcome.rows < rows) {
      const piece = await fetching;
      const last = piece.seals.at(-1);
      if (!last) {
        await this.finish(outcome);
        return outcome;
      }
      // The database reads on while this process compares.
      fetching = this.fetch(last.number, Math.min(PIECE, rows - outcome.rows), pruned);
      check(piece, outcome);
      progress?.(outcome);
    }
    await fetching;
    outcome.next = outcome.through;
    return outcome;
  }

  /** As `execute`, for about the newest `rows` rows. */
  async newest(rows: number): Promise<AuditVerification> {
    const after = await this.keeper(() => this.seals.startOfNewest(rows));
    return this.execute({ after });
  }

  /** One transaction a piece, so that a long record does not hold one open. */
  private fetch(after: string, rows: number, pruned: string): Promise<Piece> {
    return this.keeper(async () => {
      const before = await this.seals.seal(after);
      const seals = await this.seals.sealsAfter(after, rows);
      const kept = seals.filter((seal) => BigInt(seal.number) > BigInt(pruned));
      return { before, seals, rows: await this.rowsOf(kept) };
    });
  }

  /** The rows of consecutive seals, read at once for all seals of an epoch. */
  private async rowsOf(seals: readonly Seal[]): Promise<Map<string, SealedRow[]>> {
    const present = new Map<string, SealedRow[]>();
    for (const epoch of new Set(seals.map((seal) => seal.epoch))) {
      const own = seals.filter((seal) => seal.epoch === epoch);
      const rows = await this.seals.rows(epoch, own[0]!.from_xid, own.at(-1)!.to_xid);
      let at = 0;
      for (const seal of own) {
        const from = at;
        const end = BigInt(seal.to_xid);
        while (at < rows.length && BigInt(rows[at]!.xid) < end) at += 1;
        present.set(seal.number, rows.slice(from, at));
      }
    }
    return present;
  }

  private async finish(outcome: AuditVerification): Promise<void> {
    const { through: sealNumber, findings } = outcome;
    findings.push(...(await this.keeper(() => this.prunings.faults())));
    findings.push(...(await this.keeper(() => this.heads.faults())));
    const rowId = await this.keeper(() => this.seals.stray());
    if (rowId) findings.push({ kind: 'inserted-late', sealNumber, rowId });
  }

  private keeper<T>(work: () => Promise<T>): Promise<T> {
    return this.transactions.runApart(recordKeeper('audit-verification'), work);
  }
}

function check({ before, seals, rows }: Piece, outcome: AuditVerification): void {
  let previous = before;
  for (const seal of seals) {
    const own = rows.get(seal.number);
    const finding = chainFault(seal, previous) ?? (own && firstBadRow(seal, own));
    if (finding) outcome.findings.push({ sealNumber: seal.number, ...finding });
    outcome.rows += own?.length ?? 0;
    previous = seal;
  }
  outcome.seals += seals.length;
  outcome.through = previous?.number ?? outcome.through;
}

function chainFault(
  seal: Seal,
  previous: Seal | undefined,
): (Partial<AuditFinding> & Pick<AuditFinding, 'kind'>) | undefined {
  const expected = BigInt(previous?.number ?? 0) + 1n;
  if (BigInt(seal.number) !== expected) {
    return { kind: 'seal-missing', sealNumber: String(expected), throughSeal: String(BigInt(seal.number) - 1n) };
  }
  const linked = seal.previous_hash.equals(previous?.hash ?? NO_SEAL);
  const from = previous?.epoch === seal.epoch ? previous.to_xid : '0';
  return linked && seal.from_xid === from && seal.hash.equals(sealHash(seal)) ? undefined : { kind: 'seal-edited' };
}
