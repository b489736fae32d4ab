export type { Calculation } from './calculation.entity';
export { CalculationViews } from './calculation-views';
export { CalculationsModule } from './calculations.module';
export { Calculations } from './calculations.service';
export type { CalculationView } from './dto/calculation.view';
export { replayCalculationsTask } from './replay-calculations.task';
export { type MadeCalculation, MakeCalculation } from './use-cases/make-calculation.use-case';
export { ReplayCalculations } from './use-cases/replay-calculations.use-case';
