export { dimensionNames, type DimensionName, type DimensionState } from './dimensions';
export { DimensionsModule } from './dimensions.module';
export { Dimensions } from './dimensions.service';
export type { DimensionsView } from './dimensions.view';
