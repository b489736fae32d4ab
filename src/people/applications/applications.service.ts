import { Injectable } from '@nestjs/common';
import type { Page, Selection } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type Act, Policies } from '../../reference/policies';
import { Calculations } from '../calculations';
import { Households } from '../households';
import type { CalculationResult } from '../means-test';
import { type ActProposal, NOTHING_PROPOSED, proposalFor } from './act-proposal';
import type { Application } from './application.entity';
import { applicationLifecycle } from './application.lifecycle';
import { type ApplicationCounts, ApplicationsStore } from './applications.store';
import { CommittedPapers } from './committed-papers';
import { BenefitPaymentsStore } from './benefit-payments.store';
import type { BenefitPayment } from './benefit-payment.entity';
import type { ApplicationQuery, PaymentQuery } from './dto/application.dto';
import { UrgentPapersStore } from './urgent-papers.store';

/** What a calculation proposes for an application, with the calculation that it rests on. */
export type StoredProposal = ActProposal & { calculationId: string | null };

/** Applications for statutory acts (R94) for this room's doors and for the rooms above. */
@Injectable()
export class Applications {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly payments: BenefitPaymentsStore,
    private readonly papers: UrgentPapersStore,
    private readonly calculations: Calculations,
    private readonly committed: CommittedPapers,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `application-not-found` */
  get(id: string): Promise<Application> {
    return this.store.get(id);
  }

  /** For a person who looks at it: the file is opened with it. @throws AppError 404 */
  async open(id: string): Promise<Application> {
    const row = await this.store.get(id);
    await this.households.open(row.householdId);
    return row;
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Application[]> {
    return this.store.ofHousehold(householdId);
  }

  list(query: ApplicationQuery): Promise<Page<Application>> {
    return this.store.list(query, this.clock.now());
  }

  counts(): Promise<ApplicationCounts> {
    return this.store.counts(this.clock.now());
  }

  /** Papers of urgent grants: late, to be read, found wrong (B24). */
  paperCounts(): Promise<{ late: number; brought: number; wrong: number }> {
    return this.papers.counts(this.clock.now());
  }

  /** What is paid and was granted here, the latest month first. */
  paymentList(query: PaymentQuery): Promise<Page<BenefitPayment>> {
    return this.payments.list(query);
  }

  /** What is paid of a place from these months on, for a list that leaves the house. */
  pickPayments(selection: Selection, most: number): Promise<BenefitPayment[]> {
    return this.payments.pick(selection, most);
  }

  /** Acts that the district's pack knows. */
  acts(districtCode: string): readonly Act[] {
    return this.policies.current(districtCode).rules.acts;
  }

  /** Codes of papers that the household stands for by its word (R89, B14). */
  committedPapers(id: string): Promise<string[]> {
    return this.committed.of(id);
  }

  /** What the newest calculation says of the act; nothing where none was made (R3). */
  async proposal({ householdId, act }: Pick<Application, 'householdId' | 'act'>): Promise<StoredProposal> {
    const [newest] = (await this.calculations.list(householdId, { limit: 1 })).items;
    if (!newest || newest.result === '') return { ...NOTHING_PROPOSED, calculationId: null };
    const result = JSON.parse(newest.result) as CalculationResult;
    return { ...proposalFor(act, result), calculationId: newest.id };
  }

  /** Whether somebody still decides on it. */
  isUndecided({ state }: Application): boolean {
    return !applicationLifecycle.isFinal(state) && state !== 'granted' && state !== 'refused';
  }
}
