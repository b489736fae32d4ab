export {
  chooserModes,
  ChooseFromMenu,
  ClosePlan,
  ConfirmPlan,
  CreatePlan,
  EditPlan,
  EditPlanItem,
  menuChoices,
  PlanItemInput,
  PlanQuery,
} from './dto/plan.dto';
export { outcomeFields, planSides } from './outcome-field';
export type { PlanChoice } from './plan-choice.entity';
export type { PlanItem } from './plan-item.entity';
export { type MenuCard, type MenuNeed, PlanMenu } from './plan-menu';
export type { Plan } from './plan.entity';
export { planLifecycle, type PlanState, planStates, signedModes } from './plan.lifecycle';
export { PlanViews } from './plan-views';
export { PlansModule } from './plans.module';
export { Plans } from './plans.service';
export { TakeChoices } from './use-cases/choose-from-menu.use-case';
export { SignPlan } from './use-cases/confirm-plan.use-case';
export { MakePlan } from './use-cases/create-plan.use-case';
export { WritePlan } from './use-cases/edit-plan.use-case';
export { OfferPlan } from './use-cases/offer-plan.use-case';
