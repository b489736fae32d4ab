export { MOST_READ } from './choices.store';
export { overrideGrounds } from './choices';
export { dimensions } from './coverage';
export { FairnessQuery, OverrideQuery } from './dto/fairness.dto';
export type { FairnessView } from './dto/fairness.view';
export { FairnessModule } from './fairness.module';
export { Fairness } from './fairness.service';
export { SIZE_LIMITS } from './provider-size';
export { lossKinds } from './unmatched';
