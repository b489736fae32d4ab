import { Injectable } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { Classifications } from '../../people/classification';
import { type Household, HouseholdLevels, Households, HouseholdViews } from '../../people/households';
import { KnownNeeds, Needs } from '../../people/needs';
import { Clock } from '../../platform/time';
import { Plans } from '../../referral/plans';
import { Referrals } from '../../referral/referrals';
import { Providers } from '../../supply/providers';
import { Accounts } from '../../trust/accounts';
import { releaseFields } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Evaluations, FollowUps } from '../evaluations';
import { CasefileStore } from './casefile.store';
import { moneyLines } from './casefile-money';
import * as part from './casefile-parts';
import { casefileView, type CasefileView } from './dto/casefile.view';

/** Puts the file of one household together from all rooms (R55, R68), under the reader's own policies. */
@Injectable()
export class Casefiles {
  constructor(
    private readonly store: CasefileStore,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly levels: HouseholdLevels,
    private readonly cases: Cases,
    private readonly classifications: Classifications,
    private readonly needs: Needs,
    private readonly known: KnownNeeds,
    private readonly plans: Plans,
    private readonly referrals: Referrals,
    private readonly providers: Providers,
    private readonly evaluations: Evaluations,
    private readonly followUps: FollowUps,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The reading is on the record. @throws AppError 404 `household-not-found` */
  async read(householdId: string): Promise<CasefileView> {
    return this.compose(await this.households.open(householdId));
  }

  /** The same for paper, on the record as printed. @throws AppError 404 */
  async print(householdId: string): Promise<CasefileView> {
    const file = await this.compose(await this.households.open(householdId));
    await this.audit.read({
      action: 'household.printed',
      subjectType: 'household',
      subjectId: householdId,
      householdId,
    });
    return file;
  }

  private async compose(row: Household): Promise<CasefileView> {
    const { id } = row;
    const household = await this.views.file(row);
    const cases = await this.cases.ofHousehold(id);
    const leaders = await this.accounts.names(cases.map(({ leadWorkerId }) => leadWorkerId));
    const current = await this.classifications.current(id);
    const plan = await this.plans.live(id);
    const { number, displayName, regionName, state, specialHandling, createdAt } = household;
    const file = {
      ...{
        id,
        self: `/api/v1/households/${id}/file`,
        number,
        displayName,
        regionName,
        state,
        specialHandling,
        createdAt,
      },
      madeAt: this.clock.now().toISOString(),
      members: household.members.map(part.memberLine),
      cases: cases.map((row) => part.caseLine(row, leaders.get(row.leadWorkerId) ?? null)),
      class: current && part.classLine(current),
      needs: (await this.known.of(await this.needs.list(id))).map(part.needLine),
      plan: plan && part.planSection(plan, await this.plans.items(plan.id)),
      ...(await this.served(id)),
      evaluations: (await this.evaluations.ofHousehold(id)).map(part.evaluationLine),
      followUps: (await this.followUps.ofHousehold(id)).map(part.followUpLine),
    };
    return releaseFields(casefileView, file, await this.levels.of(id));
  }

  private async served(id: string): Promise<Pick<CasefileView, 'referrals' | 'money' | 'moneyTotalFen'>> {
    const referrals = await this.referrals.ofHousehold(id);
    const providers = await this.providers.names([...new Set(referrals.map(({ providerId }) => providerId))]);
    const deliveries = await this.store.deliveries(id);
    const numbers = new Map(referrals.map((referral) => [referral.id, referral.number]));
    const numberOf = (referralId: string) => numbers.get(referralId) ?? null;
    const money = moneyLines(await this.store.priced(id), await this.store.fundLines(id), numberOf);
    return {
      referrals: referrals.map((row) => part.referralLine(row, providers.get(row.providerId) ?? null, deliveries)),
      money,
      moneyTotalFen: money.reduce((sum, { amountFen }) => sum + amountFen, 0),
    };
  }
}
