import { Module } from '@nestjs/common';
import { HouseholdsModule } from '../../people/households';
import { RegionsModule } from '../../reference/regions';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ContractsModule } from '../../supply/contracts';
import { FundsModule } from '../../supply/funds';
import { OfferingsModule } from '../../supply/offerings';
import { ProvidersModule } from '../../supply/providers';
import { ContractParts } from './contract-parts';
import { ContractPagesController } from './contract-pages.controller';
import { FundPagesController } from './fund-pages.controller';
import { OfferingChoices } from './offering-choices';
import { OfferingListController } from './offering-list.controller';
import { OfferingPageController } from './offering-page.controller';
import { OfferingPagesController } from './offering-pages.controller';
import { ProviderPageController } from './provider-page.controller';
import { ProviderPagesController } from './provider-pages.controller';
import { RegisterProviderController } from './register-provider.controller';
import { SupplyCards } from './supply-cards';
import { SupplyWords } from './supply-words';

/** Pages of providers, offerings, contracts and funds. */
@Module({
  imports: [
    HouseholdsModule,
    RegionsModule,
    TaxonomyModule,
    ProvidersModule,
    OfferingsModule,
    ContractsModule,
    FundsModule,
  ],
  controllers: [
    RegisterProviderController,
    ProviderPagesController,
    ProviderPageController,
    OfferingListController,
    OfferingPagesController,
    OfferingPageController,
    ContractPagesController,
    FundPagesController,
  ],
  providers: [SupplyWords, ContractParts, OfferingChoices, SupplyCards],
})
export class SupplyPagesModule {}
