import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { Sealer } from '../../platform/crypto';
import { Regions } from '../../reference/regions';
import { EvidenceStore } from './evidence.store';
import { redact } from './redact';

/** The shortest piece of an address that gives a place away. */
const SHORTEST_PIECE = 3;

/** Takes everything that tells whose file it is out of a free text: people, staff, villages, the door (C3, R21). */
@Injectable()
export class HiddenWords {
  constructor(
    private readonly store: EvidenceStore,
    private readonly households: Households,
    private readonly regions: Regions,
    private readonly sealer: Sealer,
  ) {}

  /** @throws AppError 404 when the actor does not reach the household */
  async out(text: string, householdId: string): Promise<string> {
    const { regionId, addressCiphertext: sealed } = await this.households.unrecorded(householdId);
    const villages = (await this.regions.path(regionId)).map(({ name }) => name);
    const address = sealed && (await this.sealer.open(householdId, 'households.address', householdId, sealed));
    return redact(text, await this.store.names(householdId), [...villages, ...piecesOf(address ?? '')]);
  }
}

/** People quote half an address: each run of three letters of it counts. */
function piecesOf(address: string): string[] {
  const letters = [...address.trim().slice(0, 60)];
  const starts = letters.slice(0, Math.max(0, letters.length - SHORTEST_PIECE + 1));
  return starts.flatMap((_, start) =>
    letters
      .slice(start + SHORTEST_PIECE - 1)
      .map((_end, more) => letters.slice(start, start + SHORTEST_PIECE + more).join('')),
  );
}
