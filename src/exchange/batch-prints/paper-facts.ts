import { Injectable } from '@nestjs/common';
import { Calculations, CalculationViews } from '../../people/calculations';
import { Classifications } from '../../people/classification';
import { Entitlements } from '../../people/entitlements';
import { type Household, HouseholdLevels, HouseholdViews, type HouseholdView } from '../../people/households';
import { EconomyViews } from '../../people/verification';
import { ageOn, Clock } from '../../platform/time';
import type { PrintField, PrintPaper } from '../../reference/policies';
import { releaseFields } from '../../trust/access';
import { BatchPrintsStore } from './batch-prints.store';
import { type PrintedFile, printedFileView } from './dto/batch-print.view';
import { mayBePublished } from './publicity';

const ADULT = 18;
type Facts = Omit<PrintedFile, 'householdId' | 'position' | 'leftOut' | 'withheld'>;

/** What stands on the paper of one file: the fields that the paper names, as its reader may have them (C3), and no other. */
@Injectable()
export class PaperFacts {
  constructor(
    private readonly views: HouseholdViews,
    private readonly levels: HouseholdLevels,
    private readonly economy: EconomyViews,
    private readonly entitlements: Entitlements,
    private readonly classifications: Classifications,
    private readonly calculations: Calculations,
    private readonly calculationViews: CalculationViews,
    private readonly store: BatchPrintsStore,
    private readonly clock: Clock,
  ) {}

  /** Null where the file may not be hung out (B15). */
  async of(household: Household, { fields, publicity }: PrintPaper): Promise<Facts | null> {
    const file = await this.views.fileWithoutReveals(household);
    if (publicity && !(await this.published(household, file, publicity))) return null;
    const named = new Set<PrintField>(fields);
    return {
      ...this.fromFile(file, household, named),
      ...(await this.sums(household.id, named)),
      ...(await this.decided(household.id, named)),
    };
  }

  /** As the reader may have it today, whatever was allowed when it was printed. */
  async released(file: Omit<PrintedFile, 'withheld'>): Promise<PrintedFile> {
    return releaseFields(printedFileView, file, await this.levels.of(file.householdId));
  }

  private fromFile(file: HouseholdView, { circle, createdAt }: Household, named: ReadonlySet<PrintField>): Facts {
    const { number, displayName, regionName, address, members, primaryClass } = file;
    const head = members.find(({ relation }) => relation === 'head');
    const today = this.clock.today();
    const grown = members.filter(({ birthDate }) => birthDate === null || ageOn(birthDate, today) >= ADULT);
    return {
      ...(named.has('number') && { number }),
      ...(named.has('name') && { displayName }),
      ...(named.has('place') && { regionName }),
      ...(named.has('address') && { address }),
      ...(named.has('phone') && { phone: head?.phone ?? null }),
      ...(named.has('members') && { memberCount: members.length }),
      ...(named.has('class') && { primaryClass }),
      ...(named.has('circle') && { circle }),
      ...(named.has('people') && {
        people: members.map(({ name, relation, birthDate, identityNumber }) => ({
          ...{ name, relation, birthDate, identityNumber },
        })),
      }),
      ...(named.has('signers') && { signers: grown.flatMap(({ name }) => name ?? []) }),
      ...(named.has('opened') && { openedAt: createdAt.toISOString() }),
    };
  }

  /** As declared (R81); empty where nothing was asked. */
  private async sums(householdId: string, named: ReadonlySet<PrintField>): Promise<Facts> {
    if (!named.has('income') && !named.has('spending') && !named.has('assets')) return {};
    const { totals } = await this.economy.of(householdId);
    const sum = (key: 'incomeFen' | 'expenditureFen' | 'assetsFen') => (totals?.declared ? totals[key] : null);
    return {
      ...(named.has('income') && { incomeFen: sum('incomeFen') }),
      ...(named.has('spending') && { expenditureFen: sum('expenditureFen') }),
      ...(named.has('assets') && { assetsFen: sum('assetsFen') }),
    };
  }

  /** What the decision in force says: when somebody looks again, and what it comes to a month. */
  private async decided(householdId: string, named: ReadonlySet<PrintField>): Promise<Facts> {
    if (!named.has('recheck') && !named.has('amount')) return {};
    const decision = await this.classifications.current(householdId);
    return {
      ...(named.has('recheck') && { recheckOn: decision?.recheckOn ?? null }),
      ...(named.has('amount') && { amountFen: await this.amount(decision?.calculationId ?? null) }),
    };
  }

  /** Null where no calculation says it: the line stays free, to be written in. */
  private async amount(calculationId: string | null): Promise<number | null> {
    if (calculationId === null) return null;
    const { benefits } = await this.calculationViews.of(await this.calculations.get(calculationId));
    const fen = (benefits ?? []).reduce((sum, { monthFen }) => sum + monthFen, 0);
    return fen > 0 ? fen : null;
  }

  private async published(
    { id, specialHandling }: Household,
    { members }: HouseholdView,
    publicity: NonNullable<PrintPaper['publicity']>,
  ): Promise<boolean> {
    return mayBePublished(publicity, {
      ...{ specialHandling, members, kept: await this.store.keptFromPublicity(id) },
      granted: await this.entitlements.grantedOfAll([id]),
    });
  }
}
