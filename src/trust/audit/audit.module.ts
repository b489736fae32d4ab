import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.service';
import { AuditEventsController } from './audit-events.controller';
import { AuditEvents } from './audit-events.store';
import { AuditSealer } from './audit-sealer';
import { AuditUpkeep } from './audit-upkeep';
import { Countersignatures } from './countersignatures.store';
import { ExportedHeads } from './exported-heads';
import { HeadsController } from './heads.controller';
import { Heads } from './heads.service';
import { HeadsCheck } from './heads-check';
import { PruneAudit } from './prune-audit.use-case';
import { Prunings } from './prunings.store';
import { Readings } from './readings.service';
import { SealLag } from './seal-lag';
import { SealsStore } from './seals.store';
import { VerifyAudit } from './verify-audit.use-case';

/** The record: written everywhere, sealed by the worker, read by few. */
@Global()
@Module({
  controllers: [AuditEventsController, HeadsController],
  providers: [
    Audit,
    AuditEvents,
    AuditSealer,
    AuditUpkeep,
    Countersignatures,
    ExportedHeads,
    Heads,
    HeadsCheck,
    PruneAudit,
    Prunings,
    Readings,
    SealLag,
    SealsStore,
    VerifyAudit,
  ],
  exports: [Audit, AuditEvents, Heads, AuditSealer, AuditUpkeep, Readings, SealLag, VerifyAudit],
})
export class AuditModule {}
