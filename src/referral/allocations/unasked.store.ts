import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { Unasked } from './publication-limits';

const UNASKED = `select offering_id as "offeringId", u.places + coalesce(w.places, 0) as places, u.fen::text
  from app.unasked_places($1::uuid[]) u left join app.places_waited_for($1::uuid[]) w using (offering_id)`;

/**
 * Over the whole district: drafts that nobody has sent, of this allocation, of others, and made by hand, but those that hold a
 * place already; and places for which somebody waits, which go to the queue and to nobody else (R97).
 */
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
