export { type Market, type MarketInput, packMarket } from './market';
export { solve, type Solution } from './solve';
export { certificateOf } from './certificate';
export { verify } from './verify';
export {
  AllocationQuery,
  AllocationNeedQuery,
  AllocationPartQuery,
  AllocationReason,
  FloorInput,
  MakePin as MakePinInput,
  OrderAllocation as OrderAllocationInput,
} from './dto/allocation.dto';
export { type Allocation, floorGroups } from './allocation.entity';
export { workingStates } from './allocation.lifecycle';
export type { AllocationView } from './dto/allocation.view';
export { boundByFloors, provedGap } from './proved-gap';
export { type AllocationNeed, allocationOutcomes, publications } from './allocation-need.entity';
export { AllocationsModule } from './allocations.module';
export { Allocations } from './allocations.service';
export { OrderAllocation } from './use-cases/order-allocation.use-case';
export { StopAllocation } from './use-cases/stop-allocation.use-case';
export { AllocationParts } from './allocation-parts';
export { AllocationViews } from './allocation-views';
export type { AllocationNeedView } from './dto/allocation-parts.view';
export { DecideAllocation } from './use-cases/decide-allocation.use-case';
export { PinChoice } from './use-cases/pin-choice.use-case';
export { AllocationFigures } from './allocation-figures.service';
