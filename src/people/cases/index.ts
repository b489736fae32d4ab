export type { CaseFile, CaseFile as CaseRecord } from './case-file.entity';
export { CasesModule } from './cases.module';
export { Cases } from './cases.service';
export type { Handover } from './handover.entity';
