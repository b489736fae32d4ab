import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { FundsModule } from '../../supply/funds';
import { OfferingsModule } from '../../supply/offerings';
import { MatchFacts } from './match-facts';
import { MatchRun } from './match-run.entity';
import { MatchRunsStore } from './match-runs.store';
import { MatchesController } from './matches.controller';
import { Matching } from './matching.service';
import { PhraseTexts } from './phrase-texts';
import { ReferralHistoryStore } from './referral-history.store';

registerEntities([MatchRun]);

/** Matches of one household, around the pure core of this room. */
@Global()
@Module({
  imports: [FundsModule, OfferingsModule],
  controllers: [MatchesController],
  providers: [Matching, MatchFacts, MatchRunsStore, PhraseTexts, ReferralHistoryStore],
  exports: [Matching, PhraseTexts],
})
export class MatchingModule {}
