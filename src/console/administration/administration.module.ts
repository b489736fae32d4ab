import { Module } from '@nestjs/common';
import { ExportsModule } from '../../exchange/exports';
import { HsdsModule } from '../../exchange/hsds';
import { LedgersModule } from '../../exchange/ledgers';
import { NotificationsModule } from '../../exchange/notifications';
import { SpreadsheetsModule } from '../../exchange/spreadsheets';
import { AdoptionsModule } from '../../people/adoptions';
import { HouseholdsModule } from '../../people/households';
import { RecalculationsModule } from '../../people/recalculations';
import { SimulationsModule } from '../../people/simulations';
import { RegionsModule } from '../../reference/regions';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ProvidersModule } from '../../supply/providers';
import { AccountPagesController } from './account-pages.controller';
import { AdoptionCards } from './adoption-cards';
import { AdoptionPages } from './adoption-pages.controller';
import { AlarmCards } from './alarm-cards';
import { AlarmPages } from './alarm-pages.controller';
import { AuditHeadsPagesController } from './audit-heads-pages.controller';
import { AuditPagesController } from './audit-pages.controller';
import { ConflictPages } from './conflict-pages.controller';
import { ExportCards } from './export-cards';
import { ExportPageParts } from './export-page-parts';
import { ExportPages } from './export-pages.controller';
import { ImportsPagesController } from './imports-pages.controller';
import { ImportsSheetController } from './imports-sheet.controller';
import { ImportsUploadController } from './imports-upload.controller';
import { LedgerPageParts } from './ledger-page-parts';
import { LedgerChoicePages } from './ledger-choice-pages.controller';
import { LedgerReceivers } from './ledger-receivers';
import { LedgerPages } from './ledger-pages.controller';
import { MappingPagesController } from './mapping-pages.controller';
import { MessagesCards } from './messages-cards';
import { MessageFileController } from './message-file.controller';
import { MessagesPagesController } from './messages-pages.controller';
import { InvitationPagesController } from './invitation-pages.controller';
import { OneTimeLinksController } from './one-time-links.controller';
import { OwnAccessPagesController } from './own-access.controller';
import { OwnAccountController } from './own-account.controller';
import { PackDraftPages } from './pack-draft-pages.controller';
import { PackDraftRowsPages } from './pack-draft-rows.controller';
import { PackDraftTablesPages } from './pack-draft-tables.controller';
import { PackDraftWords } from './pack-draft-words';
import { PackPages } from './pack-pages.controller';
import { PackWords } from './pack-words';
import { PostPagesController } from './post-pages.controller';

/** Pages for the people who keep the installation: accounts, the record, messages, imports. */
@Module({
  imports: [
    AdoptionsModule,
    ExportsModule,
    HouseholdsModule,
    HsdsModule,
    LedgersModule,
    NotificationsModule,
    ProvidersModule,
    RecalculationsModule,
    RegionsModule,
    SimulationsModule,
    SpreadsheetsModule,
    TaxonomyModule,
  ],
  controllers: [
    AccountPagesController,
    AdoptionPages,
    AlarmPages,
    AuditHeadsPagesController,
    AuditPagesController,
    ConflictPages,
    ExportPages,
    ImportsPagesController,
    ImportsSheetController,
    ImportsUploadController,
    LedgerChoicePages,
    LedgerPages,
    MappingPagesController,
    InvitationPagesController,
    MessagesPagesController,
    MessageFileController,
    OneTimeLinksController,
    OwnAccessPagesController,
    OwnAccountController,
    PackDraftPages,
    PackDraftRowsPages,
    PackDraftTablesPages,
    PackPages,
    PostPagesController,
  ],
  providers: [
    AdoptionCards,
    AlarmCards,
    ExportCards,
    ExportPageParts,
    LedgerPageParts,
    LedgerReceivers,
    MessagesCards,
    PackDraftWords,
    PackWords,
  ],
})
export class AdministrationModule {}
