import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { AssessmentsModule } from '../assessments';
import { HouseholdsModule } from '../households';
import { ChecklistSubscriber } from './checklist.subscriber';
import { Entitlement } from './entitlement.entity';
import { EntitlementsController } from './entitlements.controller';
import { Entitlements } from './entitlements.service';
import { EntitlementsStore } from './entitlements.store';
import { CarryEntitlements } from './use-cases/carry-entitlements.use-case';
import { PrepareChecklist } from './use-cases/prepare-checklist.use-case';
import { ReportEntitlements } from './use-cases/report-entitlements.use-case';
import { SetEntitlementState } from './use-cases/set-entitlement.use-case';
import { SetManyEntitlements } from './use-cases/set-many-entitlements.use-case';
import './entitlement.copy';

registerEntities([Entitlement]);

@Global()
@Module({
  imports: [AssessmentsModule, CalendarModule, HouseholdsModule, PoliciesModule],
  controllers: [EntitlementsController],
  providers: [
    ...[CarryEntitlements, ChecklistSubscriber, Entitlements, EntitlementsStore, PrepareChecklist, ReportEntitlements],
    ...[SetEntitlementState, SetManyEntitlements],
  ],
  exports: [
    CarryEntitlements,
    Entitlements,
    PrepareChecklist,
    ReportEntitlements,
    SetEntitlementState,
    SetManyEntitlements,
  ],
})
export class EntitlementsModule {}
