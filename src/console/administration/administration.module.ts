import { Module } from '@nestjs/common';
import { AccountPagesController } from './account-pages.controller';
import { AuditPagesController } from './audit-pages.controller';
import { OneTimeLinksController } from './one-time-links.controller';
import { OwnAccountController } from './own-account.controller';

/** Pages for the people who keep the installation: accounts and the record. */
@Module({
  controllers: [AccountPagesController, AuditPagesController, OneTimeLinksController, OwnAccountController],
})
export class AdministrationModule {}
