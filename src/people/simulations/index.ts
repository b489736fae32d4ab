export { compareFamily, resultUnder, type Side, sideOf } from './compare-family';
export { type Movement, movements } from './movement';
export {
  circles as simulationCircles,
  FamilyQuery,
  OrderSimulation as OrderSimulationInput,
} from './dto/simulation.dto';
export type { Simulation } from './simulation.entity';
export type { SimulationHousehold } from './simulation-household.entity';
export type { Cut, SimulationTotals } from './simulation-totals';
export { SimulationsModule } from './simulations.module';
export { type FamilySide, sideAgain } from './side-again';
export { Simulations } from './simulations.service';
export { Townships } from './townships';
export { EndSimulation } from './use-cases/end-simulation.use-case';
export { OrderSimulation } from './use-cases/order-simulation.use-case';
