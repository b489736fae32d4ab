export { CasefileModule } from './casefile.module';
export { Casefiles } from './casefiles.service';
export type { CasefileView } from './dto/casefile.view';
export { TimelineQuery } from './dto/timeline.dto';
export { Timeline } from './timeline.service';
export type { TimelineEntry } from './timeline.store';
