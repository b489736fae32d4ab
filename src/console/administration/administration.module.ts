import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../exchange/notifications';
import { HouseholdsModule } from '../../people/households';
import { ProvidersModule } from '../../supply/providers';
import { HsdsModule } from '../../exchange/hsds';
import { SpreadsheetsModule } from '../../exchange/spreadsheets';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ProvidersModule } from '../../supply/providers';
import { AccountPagesController } from './account-pages.controller';
import { AuditPagesController } from './audit-pages.controller';
import { MessagesCards } from './messages-cards';
import { MessagesPagesController } from './messages-pages.controller';
import { ImportsPagesController } from './imports-pages.controller';
import { ImportsSheetController } from './imports-sheet.controller';
import { ImportsUploadController } from './imports-upload.controller';
import { MappingPagesController } from './mapping-pages.controller';
import { OneTimeLinksController } from './one-time-links.controller';
import { OwnAccountController } from './own-account.controller';

/** Pages for the people who keep the installation: accounts, the record, messages. */
@Module({
  imports: [HouseholdsModule, NotificationsModule, ProvidersModule],
  controllers: [
    AccountPagesController,
    AuditPagesController,
    MessagesPagesController,
    OneTimeLinksController,
    OwnAccountController,
  ],
  providers: [MessagesCards],
})
export class AdministrationModule {}
