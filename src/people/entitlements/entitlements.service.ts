import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { WorkCalendar } from '../../reference/calendar';
import {
  type Entitlement as CatalogueLine,
  type HouseholdClass,
  type Paper,
  Policies,
  type PolicyPack,
} from '../../reference/policies';
import { Assessments } from '../assessments';
import { type Household, Households } from '../households';
import { applicableLines, lineKey } from './applicable-lines';
import type { Entitlement } from './entitlement.entity';
import { EntitlementsStore } from './entitlements.store';
import { isOpen, policyGate, type PolicyGate } from './policy-gate';

/** A row with its line of the catalogue, and whether the line may fit the household as it is now. */
export interface ChecklistEntry {
  row: Entitlement;
  catalogue: CatalogueLine;
  applicable: boolean;
}

/** The policy-first checklist and its gate (R7). */
@Injectable()
export class Entitlements {
  constructor(
    private readonly store: EntitlementsStore,
    private readonly households: Households,
    private readonly assessments: Assessments,
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
    private readonly clock: Clock,
  ) {}

  /** The whole checklist, household lines first, in the order of the catalogue. */
  async list(householdId: string): Promise<ChecklistEntry[]> {
    const household = await this.households.unrecorded(householdId);
    const pack = this.policies.current(household.districtCode);
    const members = await this.households.members(householdId);
    const fitting = new Set(applicableLines(pack, household, members, this.clock.today()).map(lineKey));
    const rows = await this.store.ofHousehold(householdId);
    const place = (row: Entitlement) =>
      row.memberId === null ? 0 : 1 + members.findIndex(({ id }) => id === row.memberId);
    return rows
      .flatMap((row) => {
        const catalogue = pack.rules.entitlements.find(({ code }) => code === row.line);
        return catalogue ? [{ row, catalogue, applicable: fitting.has(lineKey(row)) }] : [];
      })
      .sort((one, other) => place(one.row) - place(other.row) || order(pack, one) - order(pack, other));
  }

  /** What an application for a line asks for, in the order of the pack (B14). */
  papers({ papers }: CatalogueLine, districtCode: string): Paper[] {
    return this.policies.current(districtCode).rules.papers.filter(({ code }) => papers.includes(code));
  }

  /** What authorities have granted to many households, whatever the catalogue of today lists; in no order. */
  grantedOfAll(householdIds: readonly string[]): Promise<Entitlement[]> {
    return this.store.grantedOfAll(householdIds);
  }

  /** @throws AppError 404 `entitlement-not-found` */
  async get(id: string): Promise<ChecklistEntry> {
    const row = await this.store.get(id);
    const entry = (await this.list(row.householdId)).find((one) => one.row.id === id);
    return entry ?? { row, catalogue: unknownLine(row), applicable: false };
  }

  /** Lines that may fit and are neither decided, nor waived, nor filed long enough ago. */
  async openLines(householdId: string): Promise<Entitlement[]> {
    const { districtCode } = await this.households.unrecorded(householdId);
    const ripe = this.ripeness(this.policies.current(districtCode));
    const entries = (await this.list(householdId)).filter((entry) => entry.applicable);
    return entries.map(({ row }) => row).filter((row) => isOpen(row, ripe));
  }

  /**
   * Whether the household may be handed on to the station (R7). A red or amber triage, or `emergency`, passes; the
   * lines then stand as warnings and are due afterwards (E8). Only the way from the window is guarded.
   */
  async gate(
    householdId: string,
    { toTier = 'station', emergency = false }: { toTier?: 'window' | 'station' | 'centre'; emergency?: boolean } = {},
  ): Promise<PolicyGate> {
    const household = await this.households.unrecorded(householdId);
    const pack = this.policies.current(household.districtCode);
    const entries = (await this.list(householdId)).filter((entry) => entry.applicable);
    return policyGate({
      householdClass: household.primaryClass,
      rule: toTier === 'window' ? 'warn' : ruleOf(pack, household),
      emergency: emergency || (await this.assessments.isEmergency(householdId)),
      lines: entries.map(({ row: { id, line, memberId, state, appliedOn } }) => ({
        id,
        line,
        memberId,
        state,
        appliedOn,
      })),
      ripe: this.ripeness(pack),
    });
  }

  private ripeness(pack: PolicyPack): (appliedOn: string) => boolean {
    const today = this.clock.today();
    return (appliedOn) => this.calendar.workDaysBetween(appliedOn, today) >= pack.rules.appliedWorkDays;
  }
}

const order = (pack: PolicyPack, { catalogue }: ChecklistEntry) => pack.rules.entitlements.indexOf(catalogue);

/** The pack's rule for the class; a household without a class is warned until a person has confirmed one. */
function ruleOf(pack: PolicyPack, { primaryClass }: Pick<Household, 'primaryClass'>): 'block' | 'warn' {
  return primaryClass === null ? 'warn' : pack.route(primaryClass as HouseholdClass).gate;
}

/** A line that has left the catalogue keeps its code as its name. */
const unknownLine = ({ line }: Entitlement): CatalogueLine => ({
  code: line,
  zh: line,
  en: line,
  department: 'civil-affairs',
  who: 'household',
  when: {},
  papers: [],
  citation: 'R7',
  mark: 'seed',
});
