import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../database';

/** One line of the log: who moved what, from where to where, when and why. */
export interface Move {
  id: string;
  lifecycle: string;
  subjectId: string;
  householdId: string | null;
  organisationId: string | null;
  districtCode: string;
  regionPath: string | null;
  move: string;
  fromState: string;
  toState: string;
  actorId: string | null;
  actorKind: string;
  actorName: string;
  reason: string | null;
  at: Date;
}

const COLUMNS = `id, lifecycle, subject_id, household_id, organisation_id, district_code, region_path, move,
  from_state, to_state, actor_id, actor_kind, actor_name, reason, at`;
const SELECTED = `id, lifecycle, subject_id as "subjectId", household_id as "householdId",
  organisation_id as "organisationId", district_code as "districtCode", region_path as "regionPath", move,
  from_state as "fromState", to_state as "toState", actor_id as "actorId", actor_kind as "actorKind",
  actor_name as "actorName", reason, at`;

/** The append-only table `moves`. */
@Injectable()
export class MovesStore {
  constructor(private readonly transactions: Transactions) {}

  /** Without RETURNING: whoever may move something need not be allowed to read the log. */
  async add(move: Omit<Move, 'id'>): Promise<void> {
    await this.transactions.manager.query(
      `insert into moves (${COLUMNS}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
      [
        ...[newId(), move.lifecycle, move.subjectId, move.householdId, move.organisationId, move.districtCode],
        ...[move.regionPath, move.move, move.fromState, move.toState, move.actorId, move.actorKind, move.actorName],
        ...[move.reason, move.at],
      ],
    );
  }

  async ofSubject(subjectId: string): Promise<Move[]> {
    return this.transactions.manager.query<Move[]>(
      `select ${SELECTED} from moves where subject_id = $1 order by at, id`,
      [subjectId],
    );
  }

  async ofHousehold(householdId: string): Promise<Move[]> {
    return this.transactions.manager.query<Move[]>(
      `select ${SELECTED} from moves where household_id = $1 order by at, id`,
      [householdId],
    );
  }
}
