export type { Change, Reading } from './audit-event';
export { AuditModule } from './audit.module';
export { Audit } from './audit.service';
export { AuditSealer } from './audit-sealer';
export { AuditUpkeep } from './audit-upkeep';
export { SealLag } from './seal-lag';
export { type AuditFinding, type AuditVerification, VerifyAudit } from './verify-audit.use-case';
