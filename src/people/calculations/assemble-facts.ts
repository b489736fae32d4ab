import { ageOn } from '../../platform/time';
import type { PolicyPack } from '../../reference/policies';
import type { Entitlement } from '../entitlements';
import { disabilityKinds, type HouseholdMember } from '../households';
import type { CalculationFacts } from '../means-test';
import { type EconomyLine, isProven, type ObligorOfMany } from '../verification';

type MemberFacts = CalculationFacts['members'][number];
type Keys = ReadonlyMap<string, string>;
export type MemberRow = Pick<
  HouseholdMember,
  | ('id' | 'birthDate' | 'disabilityKind' | 'disabilityGrade')
  | ('illness' | 'workCapacity' | 'inEducation' | 'works' | 'singleParent' | 'counted')
>;
export type LineRow = Pick<
  EconomyLine,
  'id' | 'kind' | 'item' | 'memberId' | 'amountFen' | 'period' | 'asOf' | 'method' | 'trade' | 'exemptOn' | 'endedAt'
>;
export type ObligorRow = Omit<ObligorOfMany, 'householdId'>;
export type EntitlementRow = Pick<
  Entitlement,
  'line' | 'memberId' | 'state' | 'documentNumber' | 'grantedFrom' | 'updatedAt'
>;

/** The facts, and for whom and what their keys stand, in the order of the keys. */
export interface GatheredFacts {
  facts: CalculationFacts;
  memberIds: string[];
  lineIds: string[];
  obligorIds: string[];
}

/** What is stored of one household, as far as a calculation asks for it. */
export interface StoredFacts {
  /** Those who live there now. */
  members: readonly MemberRow[];
  lines: readonly LineRow[];
  obligors: readonly ObligorRow[];
  /** Asked who owes support, the household said that there is nobody. */
  nobodyOwes: boolean;
  entitlements: readonly EntitlementRow[];
  /** How many of the six acts each person cannot do (B23). */
  failedActs: ReadonlyMap<string, number>;
}

// A date in China has a YYYY-MM-DD form in the Canadian locale.
const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const byId = <T extends { id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));

/**
 * The facts of a household on a day: ages and keys by order, never a name, number or birth date. All statuses that an authority
 * has granted stand among them; `factsUnder` leaves those that a pack knows.
 * @param labels codes of labels of another desk's list (R105)
 */
export function assembleFacts(
  stored: StoredFacts,
  on: string,
  event: CalculationFacts['event'],
  labels: ReadonlySet<string> = new Set(),
): GatheredFacts {
  const rows = byId(stored.members);
  const keys: Keys = new Map(rows.map(({ id }, place) => [id, `m${place + 1}`]));
  const members = rows.map((row) => memberFacts(row, keys.get(row.id)!, on, stored.failedActs.get(row.id) ?? null));
  const standing = standingOf(stored.lines, keys);
  const lines = linesOf(standing, keys);
  const has = (kind: (typeof lines)[number]['kind']) => lines.some((line) => line.kind === kind);
  const owing = byId(stored.obligors).filter((row) => row.endedAt === null && isThere(row.memberId, keys));
  const asked = {
    income: has('income'),
    expenditure: has('expenditure'),
    asset: has('asset'),
    obligors: stored.nobodyOwes || owing.length > 0,
  };
  const statuses = statusesOf(stored.entitlements, keys, labels);
  const facts = { on, members, asked, lines, obligors: owing.map(obligorFacts), statuses, event };
  const ids = (of: ReadonlyArray<{ id: string }>) => of.map(({ id }) => id);
  return { facts, memberIds: ids(rows), lineIds: ids(standing), obligorIds: ids(owing) };
}

/** The facts as a pack sees them: a status that it does not list is nothing to it. */
export function factsUnder(facts: CalculationFacts, { rules }: Pick<PolicyPack, 'rules'>): CalculationFacts {
  const listed = new Set(rules.entitlements.map(({ code }) => code));
  const known = new Set(rules.statuses.map(({ code }) => code).filter((code) => listed.has(code)));
  return { ...facts, statuses: facts.statuses.filter(({ status }) => known.has(status)) };
}

/** The standing lines; those of somebody who has left went along. A kind without a line was not asked for. */
const standingOf = (rows: readonly LineRow[], keys: Keys): LineRow[] =>
  byId(rows).filter(({ endedAt, memberId }) => endedAt === null && isThere(memberId, keys));

const linesOf = (standing: readonly LineRow[], keys: Keys): CalculationFacts['lines'] =>
  standing.map(({ kind, item, memberId, amountFen, period, asOf, method, trade, exemptOn }, place) => ({
    ...{ key: `l${place + 1}`, kind, item, memberKey: keyOf(memberId, keys), fen: amountFen },
    ...{ period, asOf, method, trade, exemptOn },
  }));

/** What is paid counts by its proof; what is only told is told apart (R65). */
function obligorFacts(row: ObligorRow, place: number): CalculationFacts['obligors'][number] {
  const { incomeYearFen, agreedMonthFen, paidMonthFen, paidMethod, supports } = row;
  const proven = isProven(paidMethod);
  return {
    ...{ key: `o${place + 1}`, able: row.unableBecause === null, incomeYearFen, members: row.householdSize, supports },
    ...{ agreedMonthFen, paidMonthFen: proven ? paidMonthFen : null },
    ...(!proven && paidMonthFen !== null && { toldMonthFen: paidMonthFen }),
  };
}

/**
 * Only what an authority has decided with a document counts; what is merely reported does not (R3). A label is no decision: it
 * holds from the day of the list that it was imported from (R105).
 */
function statusesOf(
  rows: readonly EntitlementRow[],
  keys: Keys,
  labels: ReadonlySet<string>,
): CalculationFacts['statuses'] {
  const granted = rows.flatMap(({ line, memberId, state, documentNumber, grantedFrom, updatedAt }) => {
    const isDecided = documentNumber !== null || labels.has(line);
    if (state !== 'granted' || !isDecided || !isThere(memberId, keys)) return [];
    return [
      {
        status: line,
        memberKey: keyOf(memberId, keys),
        from: grantedFrom ?? shanghaiDay.format(updatedAt),
        until: null,
      },
    ];
  });
  const place = ({ status, memberKey }: (typeof granted)[number]) => `${status} ${memberKey ?? ''}`;
  return granted.sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

const isThere = (memberId: string | null, keys: Keys) => memberId === null || keys.has(memberId);
const keyOf = (memberId: string | null, keys: Keys) => (memberId === null ? null : (keys.get(memberId) ?? null));

function memberFacts(row: MemberRow, key: string, on: string, failedActs: number | null): MemberFacts {
  const { birthDate, disabilityKind, disabilityGrade, illness, workCapacity, inEducation } = row;
  const { works, singleParent, counted } = row;
  const age = birthDate === null ? null : ageOn(birthDate, on);
  const kind = disabilityKind === null ? undefined : disabilityKinds[disabilityKind - 1];
  return {
    key,
    // Born after the day: nothing is guessed.
    ageYears: age === null || age < 0 ? null : age,
    counted,
    disability: kind && disabilityGrade !== null ? { kind, grade: disabilityGrade } : null,
    illness,
    workCapacity: workCapacity === 'unknown' ? null : workCapacity,
    inEducation,
    ...(singleParent !== null && { singleParent }),
    works,
    failedActs,
  };
}
