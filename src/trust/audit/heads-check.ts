import { Injectable } from '@nestjs/common';
import { Countersignatures } from './countersignatures.store';
import { ExportedHeads } from './exported-heads';
import { SealsStore } from './seals.store';
import type { AuditFinding } from './audit-finding';

/** A head as somebody outside the table of seals remembers it. */
export interface KnownHead {
  number: string;
  hash: string;
}

/** Compares the seals with what was exported and countersigned: an end that was cut off or rewritten shows here. */
@Injectable()
export class HeadsCheck {
  constructor(
    private readonly seals: SealsStore,
    private readonly exported: ExportedHeads,
    private readonly countersignatures: Countersignatures,
  ) {}

  /** At most one finding of each kind: the range lost behind the newest seal, and the first seal that is another now. */
  async faults(): Promise<AuditFinding[]> {
    const known: KnownHead[] = [...(await this.exported.all()), ...(await this.countersignatures.heads())];
    const present = await this.seals.hashes(known.map(({ number }) => number));
    const wrong = known
      .filter(({ number, hash }) => present.get(number) !== hash)
      .sort((a, b) => (BigInt(a.number) < BigInt(b.number) ? -1 : 1));
    const newest = (await this.seals.lastSeal())?.number ?? '0';
    const lost = wrong.filter(({ number }) => BigInt(number) > BigInt(newest)).at(-1);
    const rewritten = wrong.find(({ number }) => present.has(number));
    return [
      ...(rewritten ? [{ kind: 'rewritten' as const, sealNumber: rewritten.number }] : []),
      ...(lost
        ? [{ kind: 'truncated' as const, sealNumber: String(BigInt(newest) + 1n), throughSeal: lost.number }]
        : []),
    ];
  }
}
