import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { AuditFinding } from './audit-finding';
import { recordKeeper } from './audit-sealer';
import { HeadsCheck } from './heads-check';
import { Prunings } from './prunings.store';
import { firstBadRow, NO_SEAL, type Seal, type SealedRow, sealHash } from './seal';
import { SealsStore } from './seals.store';

/** Rows read in one transaction. */
const PIECE = 20_000;
/** Pieces whose rows the database reads at once, while this process compares the one before them. */
const AHEAD = 2;

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

/** By number of the seal; nothing for those whose rows were pruned. */
type RowsOfSeals = Map<string, SealedRow[]>;

/** Consecutive seals with their rows, and the seal before them. */
interface Piece {
  before: Seal | undefined;
  seals: readonly Seal[];
  /** How many rows the seals name that should still be there. */
  kept: number;
  rows: Promise<RowsOfSeals>;
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
    const ahead: Piece[] = [];
    let [last, asked, ended] = [after, 0, false];
    for (;;) {
      while (!ended && asked < rows && ahead.length < AHEAD) {
        const piece = await this.fetch(last, Math.min(PIECE, rows - asked), pruned);
        [last, asked] = [piece.seals.at(-1)?.number ?? last, asked + piece.kept];
        if (piece.seals.length > 0) ahead.push(piece);
        else ended = true;
      }
      const piece = ahead.shift();
      if (!piece) break;
      check(piece, await piece.rows, outcome);
      progress?.(outcome);
    }
    if (ended) await this.finish(outcome);
    else outcome.next = outcome.through;
    return outcome;
  }

  /** As `execute`, for about the newest `rows` rows. */
  async newest(rows: number): Promise<AuditVerification> {
    const after = await this.keeper(() => this.seals.startOfNewest(rows));
    return this.execute({ after });
  }

  /** The seals at once, their rows later; one transaction each, so that a long record does not hold one open. */
  private async fetch(after: string, size: number, pruned: string): Promise<Piece> {
    const [before, seals] = await this.keeper(
      async () => [await this.seals.seal(after), await this.seals.sealsAfter(after, size)] as const,
    );
    const present = seals.filter((seal) => BigInt(seal.number) > BigInt(pruned));
    const rows = this.keeper(() => this.rowsOf(present));
    // Whoever waits for the rows hears of a failure; when a piece before this one has failed, nobody waits.
    rows.catch(() => undefined);
    return { before, seals, kept: present.reduce((sum, seal) => sum + seal.row_count, 0), rows };
  }

  /** The rows of consecutive seals, read at once for all seals of an epoch. */
  private async rowsOf(seals: readonly Seal[]): Promise<RowsOfSeals> {
    const present: RowsOfSeals = new Map();
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

function check({ before, seals }: Piece, rows: RowsOfSeals, outcome: AuditVerification): void {
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
