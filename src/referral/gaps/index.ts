export { gapCauses, GapQuery, GapSummaryQuery } from './dto/gap-query.dto';
export type { Gap } from './gap.entity';
export { gapStates } from './gap.lifecycle';
export { GapsModule } from './gaps.module';
export { Gaps, type UnmetNeed } from './gaps.service';
export type { GapCount } from './gaps.store';
export { VillageNames } from './village-names';
