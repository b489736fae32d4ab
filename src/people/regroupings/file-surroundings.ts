import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/** What hangs on a file and its people beside what goes along with them. */
export interface Surroundings {
  /** Somebody has asked for the file to be deleted (PIPL 47), and nobody has answered yet. */
  deletionAsked: boolean;
  /** Numbers of acts under way, and of those the ones that somebody who goes has applied for. */
  applications: string[];
  applicantGoes: string[];
  /** Numbers of open files of support for extreme difficulty of somebody who goes (B21). */
  supportFiles: string[];
  /** Numbers of urgent grants whose papers are not settled (B24). */
  papers: string[];
  /** Payments of the authority to somebody who goes. */
  payments: number;
  /** Clocks that run (R38, R43, R85). */
  clocks: number;
  /** Consents in force, and those that somebody who goes has given. */
  consents: number;
  consentsGiven: number;
  /** Open needs for the protected team alone, as far as the reader is one of it (R46). */
  restrictedNeeds: number;
}

// Rooms above and beside this one are read here and not asked: that would turn the direction round.
const SURROUNDINGS = `select
  app.deletion_asked($1) as "deletionAsked",
  (select coalesce(array_agg(number order by number), '{}') from applications
    where household_id = $1 and state not in ('notified', 'withdrawn')) as applications,
  (select coalesce(array_agg(number order by number), '{}') from applications
    where household_id = $1 and state not in ('notified', 'withdrawn') and applicant_id = any ($2::uuid[])) as "applicantGoes",
  (select coalesce(array_agg(number order by number), '{}') from support_files
    where household_id = $1 and state <> 'ended' and member_id = any ($2::uuid[])) as "supportFiles",
  (select coalesce(array_agg(a.number order by a.number), '{}') from urgent_papers p join applications a on a.id = p.application_id
    where p.household_id = $1 and p.state in ('awaited', 'brought', 'wrong')) as papers,
  (select count(*)::int from benefit_payments where household_id = $1 and payee_id = any ($2::uuid[])) as payments,
  (select count(*)::int from household_clocks where household_id = $1 and ended_on is null) as clocks,
  (select count(*)::int from consents where household_id = $1 and state = 'given') as consents,
  (select count(*)::int from consents where household_id = $1 and state = 'given'
    and (given_by_member_id = any ($2::uuid[]) or about_member_id = any ($2::uuid[]))) as "consentsGiven",
  (select count(*)::int from needs where household_id = $1 and (app.restricted_code(code) or restricted) and closed_at is null
    and replaced_by is null and (member_id is null or member_id = any ($2::uuid[]))) as "restrictedNeeds"`;

/** Looks around a file before people leave it. */
@Injectable()
export class FileSurroundings {
  constructor(private readonly transactions: Transactions) {}

  async of(householdId: string, going: readonly string[]): Promise<Surroundings> {
    const [row] = await this.transactions.manager.query<Surroundings[]>(SURROUNDINGS, [householdId, [...going]]);
    return row!;
  }
}
