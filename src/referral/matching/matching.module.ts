import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { FundsModule } from '../../supply/funds';
import { OfferingsModule } from '../../supply/offerings';
import { BidPricesStore } from './bid-prices.store';
import { HouseholdFactsReader } from './household-facts.reader';
import { MatchFacts } from './match-facts';
import { MatchRun } from './match-run.entity';
import { MatchRunsStore } from './match-runs.store';
import { MatchToolsController } from './match-tools.controller';
import { MatchTools } from './match-tools.service';
import { MatchesController } from './matches.controller';
import { Matching } from './matching.service';
import { NeedFactsReader } from './need-facts.reader';
import { OfferingFactsReader } from './offering-facts.reader';
import { PhraseTexts } from './phrase-texts';
import { ProviderRecordsStore } from './provider-records.store';
import { ReferralHistoryStore } from './referral-history.store';
import './match.copy';

registerEntities([MatchRun]);

/** Matches of one household, around the pure core of this room. */
@Global()
@Module({
  imports: [FundsModule, OfferingsModule],
  controllers: [MatchesController, MatchToolsController],
  providers: [
    ...[Matching, MatchFacts, MatchRunsStore, MatchTools, PhraseTexts],
    ...[
      BidPricesStore,
      HouseholdFactsReader,
      NeedFactsReader,
      OfferingFactsReader,
      ProviderRecordsStore,
      ReferralHistoryStore,
    ],
  ],
  exports: [Matching, MatchFacts, MatchTools, PhraseTexts, OfferingFactsReader],
})
export class MatchingModule {}
