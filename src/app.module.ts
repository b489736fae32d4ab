import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AdministrationModule } from './console/administration';
import { HouseholdPagesModule } from './console/household';
import { DeskModule } from './console/desk';
import { ApprovalPagesModule, AssessmentPagesModule, BatchPrintPagesModule, PeoplePagesModule } from './console/people';
import { DeliveryPagesModule, EvaluationsPagesModule, FairnessPagesModule } from './console/results';
import { ShellModule } from './console/shell';
import { AllocationPagesModule, PlansPagesModule, ReferralPagesModule } from './console/referral';
import { SupplyPagesModule } from './console/supply';
import { BatchPrintsModule } from './exchange/batch-prints';
import { DepartmentFilesModule } from './exchange/department-files';
import { ExportsModule } from './exchange/exports';
import { HsdsModule } from './exchange/hsds';
import { LedgersModule } from './exchange/ledgers';
import { WatchListsModule } from './exchange/watch-lists';
import { NotificationsModule } from './exchange/notifications';
import { SpreadsheetsModule } from './exchange/spreadsheets';
import { ApplicationsModule } from './people/applications';
import { ReservesModule } from './people/reserves';
import { AdoptionsModule } from './people/adoptions';
import { AssessmentsModule } from './people/assessments';
import { CasesModule } from './people/cases';
import { CalculationsModule } from './people/calculations';
import { ClassificationModule } from './people/classification';
import { DimensionsModule } from './people/dimensions';
import { ClocksModule } from './people/clocks';
import { CommitmentsModule } from './people/commitments';
import { ConsentsModule } from './people/consents';
import { EntitlementsModule } from './people/entitlements';
import { HouseholdsModule } from './people/households';
import { FieldWorkModule } from './people/field-work';
import { IntegrityModule } from './people/integrity';
import { LeadsModule } from './people/leads';
import { MissedBenefitsModule } from './people/missed-benefits';
import { NeedsModule } from './people/needs';
import { RecalculationsModule } from './people/recalculations';
import { RightsModule } from './people/rights';
import { SafeguardsModule } from './people/safeguards';
import { RegroupingsModule } from './people/regroupings';
import { AssessmentPhotosModule } from './people/assessment-photos';
import { ScaleChoicesModule } from './people/scale-choices';
import { InstrumentQualityModule } from './people/instrument-quality';
import { SimulationsModule } from './people/simulations';
import { SupportFilesModule } from './people/support-files';
import { VerificationModule } from './people/verification';
import { ChecksModule } from './people/checks';
import { Config, ConfigModule } from './platform/config';
import { CryptoModule } from './platform/crypto';
import { DatabaseModule, DatabaseReadiness } from './platform/database';
import { Health, HttpModule } from './platform/http';
import { I18nModule } from './platform/i18n';
import { LifecycleModule } from './platform/lifecycle';
import { QueueModule } from './platform/queue';
import { RenderingModule } from './platform/rendering';
import { TimeModule } from './platform/time';
import { CalendarModule } from './reference/calendar';
import { PoliciesModule } from './reference/policies';
import { RegionsModule } from './reference/regions';
import { TaxonomyModule } from './reference/taxonomy';
import { CasefileModule } from './results/casefile';
import { EvaluationsModule } from './results/evaluations';
import { FairnessModule } from './results/fairness';
import { ServiceTimesModule } from './results/service-times';
import { ContractsModule } from './supply/contracts';
import { FundsModule } from './supply/funds';
import { AllocationsModule } from './referral/allocations';
import { GapsModule } from './referral/gaps';
import { MatchingModule } from './referral/matching';
import { OfferingIndexModule } from './referral/offering-index';
import { PlansModule } from './referral/plans';
import { ReferralsModule } from './referral/referrals';
import { WaitingListModule } from './referral/waiting-list';
import { DeliveriesModule } from './results/deliveries';
import { OfferingsModule } from './supply/offerings';
import { ProvidersModule } from './supply/providers';
import { AccessModule, PermissionGuard } from './trust/access';
import { AccountsModule, ActorGuard, CsrfGuard } from './trust/accounts';
import { ApprovalsModule } from './trust/approvals';
import { AuditModule, SealLag } from './trust/audit';
import { CopiesModule } from './trust/copies';
import { BrowsingModule } from './trust/browsing';
import { ConflictsModule } from './trust/conflicts';

/** The rooms with business in them, the same on the web side and on the worker side; one line a room. */
export const rooms: NonNullable<DynamicModule['imports']> = [
  TaxonomyModule,
  RegionsModule,
  PoliciesModule,
  CalendarModule,
  ProvidersModule,
  ContractsModule,
  FundsModule,
  OfferingsModule,
  SupplyPagesModule,
  AdministrationModule,
  ApprovalsModule,
  BrowsingModule,
  ConflictsModule,
  HouseholdsModule,
  CasesModule,
  ConsentsModule,
  LeadsModule,
  PeoplePagesModule,
  ApprovalPagesModule,
  AssessmentPagesModule,
  BatchPrintPagesModule,
  DeskModule,
  VerificationModule,
  ChecksModule,
  NeedsModule,
  AssessmentPhotosModule,
  ScaleChoicesModule,
  AssessmentsModule,
  EntitlementsModule,
  CalculationsModule,
  ApplicationsModule,
  ReservesModule,
  ClassificationModule,
  DimensionsModule,
  CommitmentsModule,
  SafeguardsModule,
  SupportFilesModule,
  FieldWorkModule,
  IntegrityModule,
  MissedBenefitsModule,
  SimulationsModule,
  InstrumentQualityModule,
  AdoptionsModule,
  RecalculationsModule,
  ClocksModule,
  RegroupingsModule,
  RightsModule,
  NotificationsModule,
  SpreadsheetsModule,
  HsdsModule,
  BatchPrintsModule,
  DepartmentFilesModule,
  ExportsModule,
  LedgersModule,
  WatchListsModule,
  EvaluationsModule,
  FairnessModule,
  CasefileModule,
  EvaluationsPagesModule,
  FairnessPagesModule,
  GapsModule,
  MatchingModule,
  OfferingIndexModule,
  PlansModule,
  ReferralsModule,
  WaitingListModule,
  AllocationsModule,
  DeliveriesModule,
  ServiceTimesModule,
  ReferralPagesModule,
  DeliveryPagesModule,
  HouseholdPagesModule,
  AllocationPagesModule,
  PlansPagesModule,
];

/** What every process needs below its rooms. */
export const floor = (config: Config, databaseUrl: string): NonNullable<DynamicModule['imports']> => [
  ConfigModule.forRoot(config),
  TimeModule,
  DatabaseModule.forRoot(databaseUrl),
  I18nModule,
  RenderingModule,
  CryptoModule,
  LifecycleModule,
  HttpModule,
  AccessModule,
  AuditModule,
  AccountsModule,
  CopiesModule,
];

/** The web side: pages and API, in the database role `yuanlian_app`. Guards run in the order of the list. */
@Module({})
export class AppModule {
  constructor(health: Health, sealLag: SealLag, config: Config, database: DatabaseReadiness) {
    health.register('schema', () => database.schemaCurrent());
    if (config.demo) health.register('demonstration', () => database.loaded('demonstration'));
    health.register('audit-seal', () => sealLag.ok());
  }

  static forRoot(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      // The shell comes after the HTTP room: its interceptor has to sit inside the transaction's.
      imports: [...floor(config, databaseUrl), QueueModule.forRoot(), ShellModule, ...rooms],
      providers: [
        { provide: APP_GUARD, useClass: ActorGuard },
        { provide: APP_GUARD, useClass: CsrfGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
    };
  }
}
