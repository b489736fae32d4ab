import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Entitlements } from '../../people/entitlements';
import {
  disabilityKinds,
  type Household,
  HouseholdCounts,
  HouseholdLevels,
  Households,
  type HouseholdView,
  HouseholdViews,
  householdView,
  type MemberView,
  memberView,
} from '../../people/households';
import { Economy } from '../../people/verification';
import { Transactions } from '../../platform/database';
import type { Locale } from '../../platform/i18n';
import { type LedgerColumnField, Policies } from '../../reference/policies';
import { Regions } from '../../reference/regions';
import { reaches, released } from '../../trust/access';
import { type WordField, wordOfCode } from '../ledgers';
import { ExportKind, type ExportKindName, type NamedColumn, type NamedExport, type NamedRow } from './export-kind';

const FEN = 100;
const file = householdView.shape;
const person = memberView.shape;
/** Benefits tell what somebody is or has, sums what a household has (C3). */
const benefit = released('health', person.relation, { from: 'summary' });
const income = released('economy', person.sex, { from: 'summary' });
const grade = released('health', person.sex, { from: 'full' });

/** The field of a view that stands in each column: its mark decides who has the column. */
const FIELDS: Readonly<Record<LedgerColumnField, z.ZodType>> = {
  ...{ householdKey: file.number, headName: person.name, name: person.name, relation: person.relation },
  ...{ sex: person.sex, birthDate: person.birthDate, identity: person.identityNumber },
  ...{ township: file.regionName, region: file.regionName, address: file.address, phone: person.phone },
  ...{ benefit, income, disabilityKind: person.disability, disabilityGrade: grade },
  ...{ disabilityCard: person.disabilityCard, workCapacity: person.workCapacity, circle: file.number },
};
type Cells = Record<LedgerColumnField, string | number | null>;

/** Households in reach in the columns of the ledger that offices keep: it can come back and changes nothing (R26, R28). */
@Injectable()
export class LedgerExport extends ExportKind {
  readonly name: ExportKindName = 'ledger';

  constructor(
    private readonly households: HouseholdCounts,
    private readonly files: Households,
    private readonly views: HouseholdViews,
    private readonly levels: HouseholdLevels,
    private readonly entitlements: Entitlements,
    private readonly economy: Economy,
    private readonly regions: Regions,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  override readonly named: NamedExport = this.list();

  private list(): NamedExport {
    const columns = () => this.columns();
    return {
      roles: ['station-worker', 'centre-worker', 'officer'],
      get columns() {
        return columns();
      },
      count: async (selection, most) => {
        const households = await this.households.pick(selection, most);
        const people = await this.files.membersOfAll(households.map(({ id }) => id));
        return Math.min(people.length, most);
      },
      rows: async (selection, locale, most) => {
        const rows: NamedRow[] = [];
        for (const household of await this.households.pick(selection, most)) {
          rows.push(...(await this.rowsOf(household, columns(), locale)));
          if (rows.length >= most) break;
        }
        return rows;
      },
    };
  }

  /** Those of the pack that the district runs on. */
  private columns(): NamedColumn[] {
    const [district = ''] = this.transactions.active ? this.transactions.actor.districtCodes : [];
    const { ledgerColumns } = this.policies.current(district).rules;
    return ledgerColumns.map(({ code, zh, en }) => ({ key: code, field: FIELDS[code], heading: { zh, en } }));
  }

  private async rowsOf(household: Household, columns: readonly NamedColumn[], locale: Locale): Promise<NamedRow[]> {
    const levels = await this.levels.of(household.id);
    const view = await this.views.fileWithoutReveals(household);
    const path = await this.regions.path(household.regionId);
    const shared = {
      township: path.find(({ level }) => level === 'township')?.name ?? null,
      region: path.find(({ level }) => level === 'village')?.name ?? path.at(-1)?.name ?? null,
      ...(await this.statements(household, reaches(levels.economy, 'summary'), reaches(levels.health, 'summary'))),
    };
    return view.members.map((member) => {
      const cells = this.cells({ household, view, member, locale }, shared);
      return { householdId: household.id, cells: columns.map(({ key }) => cells[key as LedgerColumnField]) };
    });
  }

  private cells(of: Told, { township, region, granted, incomeFen }: Shared): Cells {
    const { household, view, member, locale } = of;
    const word = (field: WordField, code: string | null) => (code === null ? null : wordOfCode(field, code, locale));
    const head = view.members.find(({ relation }) => relation === 'head');
    const isHead = member === head;
    const lines = granted.filter(({ memberId }) => memberId === member.id || (isHead && memberId === null));
    const { disability } = member;
    const kind = disability ? String(disabilityKinds.indexOf(disability.kind as never) + 1) : null;
    return {
      ...{ householdKey: view.number, headName: head?.name ?? null, name: member.name },
      ...{ relation: word('relation', member.relation), birthDate: member.birthDate },
      sex: member.sex === 'unknown' ? null : word('sex', member.sex),
      ...{ identity: member.identityNumber, township, region, address: isHead ? view.address : null },
      phone: member.phone,
      benefit: lines.map(({ line }) => word('benefit', line)).join('、') || null,
      income: isHead && incomeFen !== null ? incomeFen / FEN : null,
      ...{ disabilityKind: word('disabilityKind', kind), disabilityCard: member.disabilityCard },
      disabilityGrade: disability?.grade ? word('disabilityGrade', String(disability.grade)) : null,
      workCapacity: member.workCapacity === 'unknown' ? null : word('workCapacity', member.workCapacity),
      circle: isHead && household.circle ? (word('circle', household.circle)?.toUpperCase() ?? null) : null,
    };
  }

  private async statements({ id }: Household, sums: boolean, benefits: boolean) {
    const granted = benefits ? await this.entitlements.grantedOfAll([id]) : [];
    const totals = sums ? await this.economy.totals(id) : null;
    return { granted, incomeFen: totals?.declared ? totals.incomeFen : null };
  }
}

interface Told {
  household: Household;
  view: HouseholdView;
  member: MemberView;
  locale: Locale;
}
interface Shared {
  township: string | null;
  region: string | null;
  granted: ReadonlyArray<{ line: string; memberId: string | null }>;
  incomeFen: number | null;
}
