import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CaseFile } from './case-file.entity';
import { Cases } from './cases.service';
import { CasesStore, HandoversStore } from './cases.store';
import { Handover } from './handover.entity';

registerEntities([CaseFile, Handover]);

/** The work on households: stages, owners, hand-overs between tiers (R6–R10, R17). */
@Global()
@Module({
  providers: [Cases, CasesStore, HandoversStore],
  exports: [Cases],
})
export class CasesModule {}
