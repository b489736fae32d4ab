import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AdoptedPacks } from './adopted-packs';
import { PackDraft } from './pack-draft.entity';
import { PackDraftsController } from './pack-drafts.controller';
import { PackDrafts } from './pack-drafts.service';
import { PackDraftsStore } from './pack-drafts.store';
import { PackVersion } from './pack-version.entity';
import { PackVersions } from './pack-versions.service';
import { PackVersionsStore } from './pack-versions.store';
import { PoliciesController } from './policies.controller';
import { Policies } from './policies.service';
import { ChangePackDraft } from './use-cases/change-pack-draft.use-case';
import { DropPackDraft } from './use-cases/drop-pack-draft.use-case';
import { MakePackDraft } from './use-cases/make-pack-draft.use-case';

registerEntities([PackDraft, PackVersion]);

const exported = [ChangePackDraft, DropPackDraft, MakePackDraft, PackDrafts, PackVersions, Policies];

@Global()
@Module({
  controllers: [PackDraftsController, PoliciesController],
  providers: [AdoptedPacks, PackDraftsStore, PackVersionsStore, ...exported],
  exports: exported,
})
export class PoliciesModule {}
