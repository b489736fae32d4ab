import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { OfferingsModule } from '../../supply/offerings';
import { DraftItems } from './draft-items';
import { EntitlementItems } from './entitlement-items';
import { PlanChoice } from './plan-choice.entity';
import { PlanItem } from './plan-item.entity';
import { PlanItemsController } from './plan-items.controller';
import { PlanItemsStore } from './plan-items.store';
import { PlanMenu } from './plan-menu';
import { PlanMoves } from './plan-moves';
import { PlannedNeeds } from './planned-needs';
import { Plan } from './plan.entity';
import { PlansController } from './plans.controller';
import { PlanViews } from './plan-views';
import { Plans } from './plans.service';
import { PlansStore } from './plans.store';
import { TakeChoices } from './use-cases/choose-from-menu.use-case';
import { SignPlan } from './use-cases/confirm-plan.use-case';
import { MakePlan } from './use-cases/create-plan.use-case';
import { WritePlan } from './use-cases/edit-plan.use-case';
import { OfferPlan } from './use-cases/offer-plan.use-case';
import './plan.copy';

registerEntities([Plan, PlanItem, PlanChoice]);

const acts = [MakePlan, WritePlan, OfferPlan, SignPlan, TakeChoices];

/** Plans of households: lines of four sides, menu, signature (R5, R19, R23, R34, R41, R61). */
@Global()
@Module({
  imports: [OfferingsModule],
  controllers: [PlansController, PlanItemsController],
  providers: [
    Plans,
    PlanViews,
    PlansStore,
    PlanItemsStore,
    PlanMenu,
    PlanMoves,
    PlannedNeeds,
    DraftItems,
    EntitlementItems,
    ...acts,
  ],
  exports: [Plans, PlanViews, PlanMenu, ...acts],
})
export class PlansModule {}
