import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Sealer } from '../../platform/crypto';
import { ageOn } from '../../platform/time';
import { RawAnswers } from './raw-answers';
import type { Answers } from './score-result';

/** One form of a scale with its answers opened; never leaves the work that adds many of them up. */
export interface FilledIn {
  householdId: string;
  regionId: number;
  /** Of the person on the day it was handed in; null for a household, or where it is not known. */
  ageYears: number | null;
  answers: Answers;
  /** How long people were at it; null where nobody counted, as on paper. */
  seconds: number | null;
  /** What two assessors of the same people answered, each by the other unseen; null where there was one. */
  pair: { first: Answers; second: Answers } | null;
}

interface Row {
  id: string;
  householdId: string;
  regionId: number;
  answersCiphertext: Buffer;
  birthDate: string | null;
  /** In China. */
  completedOn: string;
  seconds: number | null;
  /** Whether the other one of the two was there first. */
  isSecond: boolean;
  otherId: string | null;
  otherCiphertext: Buffer | null;
}

/**
 * Completed forms whose answers are still there, in files that are in use. What the protected team alone may read (R46)
 * is left out whoever asks: no figure of many changes by it.
 */
const WANTED = `a.instrument = $1 and a.instrument_version = $2 and a.state = 'completed' and a.counts and a.restricted is not true
  and a.answers_ciphertext is not null`;
const FILES = `exists (select 1 from households h where h.id = a.household_id and h.state = 'active')`;
/** A person counts once, with the latest form: those of a person are not independent of one another. */
const LATEST = `select distinct on (a.household_id, a.member_id) a.*`;
const ORDER = `order by a.household_id, a.member_id, a.completed_at desc, a.id desc`;
const COUNT = `select count(*)::integer as people from (${LATEST} from assessments a where ${WANTED} and ${FILES} ${ORDER}) l`;
const SCORES = `select score, count(*)::integer as people from (${LATEST} from assessments a where ${WANTED} and ${FILES} ${ORDER}) l
  where score is not null and (result ->> 'complete')::boolean group by 1 order by 1`;
/** The other one of two assessors, done as well; what the protected team alone may read is left out here too. */
const OTHER = `left join assessments o on (o.second_of = l.id or o.id = l.second_of) and o.state = 'completed'
  and o.instrument_version = l.instrument_version and o.restricted is not true and o.answers_ciphertext is not null`;
const READ = `with files as (select distinct a.household_id from assessments a where ${WANTED} and ${FILES}
    and ($3::uuid is null or a.household_id > $3) order by 1 limit $4)
  select l.id, l.household_id as "householdId", h.region_id as "regionId", l.answers_ciphertext as "answersCiphertext",
    m.birth_date::text as "birthDate", (l.completed_at at time zone 'Asia/Shanghai')::date::text as "completedOn",
    case when l.paper then null else nullif(l.seconds_active, 0) end as seconds, l.second_of is not null as "isSecond",
    o.id as "otherId", o.answers_ciphertext as "otherCiphertext"
  from (${LATEST} from assessments a where ${WANTED} and a.household_id in (select f.household_id from files f) ${ORDER}) l
  join households h on h.id = l.household_id left join household_members m on m.id = l.member_id
  ${OTHER}
  order by l.household_id, l.id`;

/**
 * The answers of many files, opened for figures that name nobody (R18). Rows of the files that the actor sees; whoever
 * calls keeps the answers to itself and writes one record of the whole work (C2).
 */
@Injectable()
export class AnswersOfMany {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
    private readonly rawAnswers: RawAnswers,
  ) {}

  /** How many people, or households, have a form of that version. */
  async count(instrument: string, version: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ people: number }>>(COUNT, [instrument, version]);
    return row!.people;
  }

  /** People by what their form came to; those without a sum are left out. */
  async scores(instrument: string, version: string): Promise<Map<number, number>> {
    const rows = await this.transactions.manager.query<Array<{ score: number; people: number }>>(SCORES, [
      instrument,
      version,
    ]);
    return new Map(rows.map(({ score, people }) => [score, people]));
  }

  /** The forms of the next `households` files behind `after`. */
  async read(instrument: string, version: string, after: string | null, households: number): Promise<FilledIn[]> {
    const values = [instrument, version, after, households];
    const rows = await this.transactions.manager.query<Row[]>(READ, values);
    await this.sealer.ahead([...new Set(rows.map(({ householdId }) => householdId))]);
    const forms: FilledIn[] = [];
    for (const row of rows) {
      const { householdId, regionId, birthDate, completedOn, seconds } = row;
      const answers = await this.rawAnswers.open(row);
      const ageYears = birthDate === null ? null : ageOn(birthDate, completedOn);
      forms.push({ householdId, regionId, ageYears, answers, seconds, pair: await this.pairOf(row, answers) });
    }
    return forms;
  }

  /** In the order in which they answered, whichever of them counts. */
  private async pairOf(
    { householdId, isSecond, otherId, otherCiphertext }: Row,
    own: Answers,
  ): Promise<FilledIn['pair']> {
    if (otherId === null) return null;
    const other = await this.rawAnswers.open({ id: otherId, householdId, answersCiphertext: otherCiphertext });
    return isSecond ? { first: other, second: own } : { first: own, second: other };
  }
}
