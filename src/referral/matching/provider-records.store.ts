import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { CandidateOffering } from './matching.types';
import { LEAST_OUTCOMES, LEAST_TIMES } from './quality';

const DAYS_BACK = 365;

/** What earlier referrals say of an offering; absent figures are unknown. */
export type ProviderRecord = Pick<CandidateOffering, 'answerMedianHours' | 'waitDays' | 'quality'>;

interface RecordRow {
  offering_id: string;
  answers: number;
  answer_hours: number | null;
  starts: number;
  start_days: number | null;
  own_outcomes: number;
  own_points: number;
  /** What is usual with needs as severe as those. */
  expected_points: number;
  code_outcomes: number;
  code_points: number;
}

/** Figures of the last year over the whole district, by a definer function: nobody's referral is opened for them. */
@Injectable()
export class ProviderRecordsStore {
  constructor(private readonly transactions: Transactions) {}

  /** By offering; one that is missing has no record. */
  async of(offeringIds: readonly string[], asOf: Date): Promise<ReadonlyMap<string, ProviderRecord>> {
    const since = new Date(asOf.getTime() - DAYS_BACK * 24 * 3600 * 1000);
    const rows = await this.transactions.manager.query<RecordRow[]>('select * from app.provider_records($1, $2, $3)', [
      [...offeringIds],
      since,
      asOf,
    ]);
    return new Map(rows.map((row) => [row.offering_id, recordOf(row)]));
  }

  /** By offering the referrals that reached its provider in the last `days`. */
  async connections(offeringIds: readonly string[], asOf: Date, days: number): Promise<ReadonlyMap<string, number>> {
    const since = new Date(asOf.getTime() - days * 24 * 3600 * 1000);
    const rows = await this.transactions.manager.query<Array<{ offering_id: string; connections: number }>>(
      'select * from app.provider_connections($1, $2, $3)',
      [[...offeringIds], since, asOf],
    );
    return new Map(rows.map((row) => [row.offering_id, row.connections]));
  }
}

const shareOf = (points: number, outcomes: number): number => Math.round(points / Math.max(1, outcomes));

/**
 * Own results as they would be with the usual mix of severities: the mean of the kind of help, and by how much the provider did
 * better or worse than others with needs as severe as its own (indirect standardisation, matching.md 1 d).
 */
function adjusted(
  { own_outcomes: outcomes, own_points: points, expected_points: expected }: RecordRow,
  mean: number,
): number {
  return Math.max(0, Math.min(100, Math.round(mean + (points - expected) / Math.max(1, outcomes))));
}

function recordOf(row: RecordRow): ProviderRecord {
  const raw = shareOf(row.own_points, row.own_outcomes);
  const known = row.code_outcomes >= LEAST_OUTCOMES;
  const mean = known ? shareOf(row.code_points, row.code_outcomes) : null;
  const own = known ? adjusted(row, row.code_points / row.code_outcomes) : raw;
  return {
    answerMedianHours: row.answers >= LEAST_TIMES ? row.answer_hours : null,
    waitDays: row.starts >= LEAST_TIMES ? row.start_days : null,
    quality: { outcomes: row.own_outcomes, own, raw, mean },
  };
}
