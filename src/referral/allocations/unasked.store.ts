import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { Unasked } from './publication-limits';

const UNASKED = `select offering_id as "offeringId", places, fen::text from app.unasked_places($1::uuid[])`;

/** Drafts that nobody has sent, over the whole district: of this allocation, of others, and made by hand. */
@Injectable()
export class UnaskedStore {
  constructor(private readonly transactions: Transactions) {}

  /** By offering. */
  async of(offeringIds: readonly string[]): Promise<Map<string, Unasked>> {
    if (offeringIds.length === 0) return new Map();
    const rows = await this.transactions.manager.query<Array<{ offeringId: string; places: number; fen: string }>>(
      UNASKED,
      [[...offeringIds]],
    );
    return new Map(rows.map(({ offeringId, places, fen }) => [offeringId, { places, fen: Number(fen) }]));
  }
}
