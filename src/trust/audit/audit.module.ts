import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.service';
import { AuditEventsController } from './audit-events.controller';
import { AuditEvents } from './audit-events.store';
import { AuditSealer } from './audit-sealer';
import { AuditUpkeep } from './audit-upkeep';
import { ExportedHeads } from './exported-heads';
import { SealLag } from './seal-lag';
import { SealsStore } from './seals.store';
import { VerifyAudit } from './verify-audit.use-case';

/** The record: written everywhere, sealed by the worker, read by few. */
@Global()
@Module({
  controllers: [AuditEventsController],
  providers: [Audit, AuditEvents, AuditSealer, AuditUpkeep, ExportedHeads, SealLag, SealsStore, VerifyAudit],
  exports: [Audit, AuditEvents, AuditSealer, AuditUpkeep, SealLag, VerifyAudit],
})
export class AuditModule {}
