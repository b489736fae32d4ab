import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../../people/applications';
import { HouseholdsModule } from '../../people/households';
import { EntitlementsModule } from '../../people/entitlements';
import { IntegrityModule } from '../../people/integrity';
import { NeedsModule } from '../../people/needs';
import { VerificationModule } from '../../people/verification';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ReferralsModule } from '../../referral/referrals';
import { FairnessModule } from '../../results/fairness';
import { ProvidersModule } from '../../supply/providers';
import { CompileExportJob } from './compile-export.job';
import { Export } from './export.entity';
import { ExportExpiry } from './export-expiry.handler';
import { ExportKinds } from './export-kinds';
import { ExportTables } from './export-tables';
import { FairnessFileController } from './fairness-file.controller';
import { ExportsController } from './exports.controller';
import { Exports } from './exports.service';
import { ExportsStore } from './exports.store';
import { HouseholdExport } from './household-export';
import { IntegrityExport } from './integrity-export';
import { LedgerExport } from './ledger-export';
import { NeedExport } from './need-export';
import { ReferralExport } from './referral-export';
import { PaymentExport } from './payment-export';
import { Townships } from './townships';
import { CompileExport } from './use-cases/compile-export.use-case';
import { DecideExport } from './use-cases/decide-export.use-case';
import { DownloadExport } from './use-cases/download-export.use-case';
import { DownloadFairness } from './use-cases/download-fairness.use-case';
import { EndExport } from './use-cases/end-export.use-case';
import { OrderExport } from './use-cases/order-export.use-case';

registerEntities([Export]);

const kinds = [HouseholdExport, IntegrityExport, LedgerExport, NeedExport, PaymentExport, ReferralExport];
const exported = [DecideExport, DownloadExport, DownloadFairness, EndExport, ExportKinds, Exports, OrderExport];

/** Files that leave the house (R55, C2, C3): kinds, modes, watermark, end. */
@Module({
  imports: [
    ApplicationsModule,
    EntitlementsModule,
    FairnessModule,
    HouseholdsModule,
    IntegrityModule,
    NeedsModule,
    PoliciesModule,
    ProvidersModule,
    ReferralsModule,
    RegionsModule,
    TaxonomyModule,
    VerificationModule,
  ],
  controllers: [ExportsController, FairnessFileController],
  providers: [
    CompileExport,
    CompileExportJob,
    ExportExpiry,
    ExportsStore,
    ExportTables,
    Townships,
    ...kinds,
    ...exported,
  ],
  exports: exported,
})
export class ExportsModule {}
