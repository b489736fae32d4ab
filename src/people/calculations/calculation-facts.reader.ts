import { Injectable } from '@nestjs/common';
import { ageOn } from '../../platform/time';
import type { PolicyPack } from '../../reference/policies';
import { Assessments } from '../assessments';
import { Entitlements } from '../entitlements';
import { disabilityKinds, type HouseholdMember, Households } from '../households';
import type { CalculationFacts } from '../means-test';
import { Economy, type EconomyLine } from '../verification';

type MemberFacts = CalculationFacts['members'][number];
type Keys = ReadonlyMap<string, string>;

/** The facts, and for whom and what their keys stand, in the order of the keys. */
export interface GatheredFacts {
  facts: CalculationFacts;
  memberIds: string[];
  lineIds: string[];
}

const SIX_ACTS = 6;
const byId = <T extends { id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));

/** Gathers what is stored of a household for its calculation: ages and keys by order, never a name, number or birth date. */
@Injectable()
export class CalculationFactsReader {
  constructor(
    private readonly households: Households,
    private readonly economy: Economy,
    private readonly entitlements: Entitlements,
    private readonly assessments: Assessments,
  ) {}

  /** @param event what threw the household off balance, when something did */
  async read(
    householdId: string,
    on: string,
    event: CalculationFacts['event'],
    pack: PolicyPack,
  ): Promise<GatheredFacts> {
    const rows = byId(await this.households.members(householdId));
    const keys: Keys = new Map(rows.map(({ id }, place) => [id, `m${place + 1}`]));
    const failed = await this.failedActs(householdId);
    const members = rows.map((row) => memberFacts(row, keys.get(row.id)!, on, failed.get(row.id) ?? null));
    const standing = await this.standing(householdId, keys);
    const lines = linesOf(standing, keys);
    const has = (kind: (typeof lines)[number]['kind']) => lines.some((line) => line.kind === kind);
    // Whoever owes support is not recorded apart yet: what they pay is declared as income (B7).
    const asked = {
      income: has('income'),
      expenditure: has('expenditure'),
      asset: has('asset'),
      obligors: has('income'),
    };
    const statuses = await this.statuses(householdId, keys, pack);
    const facts = { on, members, asked, lines, obligors: [], statuses, event };
    return { facts, memberIds: rows.map(({ id }) => id), lineIds: standing.map(({ id }) => id) };
  }

  /** The standing lines; those of somebody who has left went along. A kind without a line was not asked for. */
  private async standing(householdId: string, keys: Keys): Promise<EconomyLine[]> {
    return byId(await this.economy.lines(householdId)).filter(
      ({ endedAt, memberId }) => endedAt === null && isThere(memberId, keys),
    );
  }

  /** Only what an authority has decided with a document counts; what is merely reported does not (R3). */
  private async statuses(householdId: string, keys: Keys, pack: PolicyPack): Promise<CalculationFacts['statuses']> {
    const known = new Set(pack.rules.statuses.map(({ code }) => code));
    const rows = (await this.entitlements.list(householdId)).map(({ row }) => row);
    return rows.flatMap(({ line, memberId, state, documentNumber, grantedFrom: from }) => {
      if (state !== 'granted' || documentNumber === null || from === null || !known.has(line)) return [];
      return isThere(memberId, keys) ? [{ status: line, memberKey: keyOf(memberId, keys), from, until: null }] : [];
    });
  }

  /** How many of the six acts each person cannot do, by the latest scale that asked for all of them (B23). */
  private async failedActs(householdId: string): Promise<ReadonlyMap<string, number>> {
    const failed = new Map<string, number>();
    for (const { memberId, state, result } of await this.assessments.list(householdId)) {
      const acts = result?.sixActs;
      if (state !== 'completed' || memberId === null || acts?.answered !== SIX_ACTS || failed.has(memberId)) continue;
      failed.set(memberId, acts.failed);
    }
    return failed;
  }
}

const linesOf = (standing: readonly EconomyLine[], keys: Keys): CalculationFacts['lines'] =>
  standing.map(({ kind, item, memberId, amountFen, period, asOf, method }, place) => ({
    ...{ key: `l${place + 1}`, kind, item, memberKey: keyOf(memberId, keys), fen: amountFen },
    ...{ period, asOf, method, trade: null, exemptOn: null },
  }));

const isThere = (memberId: string | null, keys: Keys) => memberId === null || keys.has(memberId);
const keyOf = (memberId: string | null, keys: Keys) => (memberId === null ? null : (keys.get(memberId) ?? null));

function memberFacts(row: HouseholdMember, key: string, on: string, failedActs: number | null): MemberFacts {
  const { birthDate, disabilityKind, disabilityGrade, illness, workCapacity, inEducation, works, counted } = row;
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
    works,
    failedActs,
  };
}
