export { edgeBetween, type Market, type MarketEdge, MarketError, type MarketInput, packMarket } from './market';
export { solve, type Solution, type SolveOptions } from './solve';
export { type Certificate, certificateOf, publishedForm } from './certificate';
export { verify } from './verify';
export type { Flaw } from './verify-figures';
export { type DistrictMarket, districtMarket, type HouseholdSnapshot } from './district-market';
export {
  AllocationQuery,
  AllocationNeedQuery,
  AllocationPartQuery,
  AllocationReason,
  FloorInput,
  MakePin as MakePinInput,
  OrderAllocation as OrderAllocationInput,
} from './dto/allocation.dto';
export {
  type Allocation,
  type AllocationCounts,
  allocationFailures,
  allocationModels,
  type DeclaredFloor,
  floorGroups,
} from './allocation.entity';
export { allocationLifecycle, type AllocationMove, type AllocationState, workingStates } from './allocation.lifecycle';
export { type AllocationView, viewAllocation } from './dto/allocation.view';
export { boundByFloors, provedGap } from './proved-gap';
export {
  type AllocationNeed,
  allocationOutcomes,
  allocationReasons,
  leftOutReasons,
  publications,
} from './allocation-need.entity';
export type { AllocationOffering } from './allocation-offering.entity';
export { type AllocationPin, pinKinds } from './allocation-pin.entity';
export { AllocationsModule } from './allocations.module';
export { Allocations } from './allocations.service';
export { OrderAllocation } from './use-cases/order-allocation.use-case';
export { StopAllocation } from './use-cases/stop-allocation.use-case';
export { AllocationParts } from './allocation-parts';
export { AllocationViews } from './allocation-views';
export type {
  AllocationCoverage,
  AllocationNeedView,
  AllocationOfferingView,
  AllocationPinView,
} from './dto/allocation-parts.view';
export { DecideAllocation } from './use-cases/decide-allocation.use-case';
export { PinChoice } from './use-cases/pin-choice.use-case';
export { AllocationFigures } from './allocation-figures.service';
export type { CodeFigures, RoundChange } from './allocation-figures.store';
