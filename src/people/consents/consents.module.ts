import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ConsentExpiry } from './consent-expiry.due';
import { ConsentGiver } from './consent-giver';
import { ConsentMoves } from './consent-moves';
import { ConsentSitting } from './consent-sitting.entity';
import { ConsentSittings } from './consent-sittings';
import { ConsentSittingsController } from './consent-sittings.controller';
import { Consent } from './consent.entity';
import { ConsentsController } from './consents.controller';
import { ConsentViews } from './consent-views';
import { Consents } from './consents.service';
import { ConsentsStore } from './consents.store';
import { GuardianBar } from './guardian-bar.entity';
import { GuardianBars } from './guardian-bars';
import { AnswerConsentSheet } from './use-cases/answer-consent.use-case';
import { AskConsent } from './use-cases/ask-consent.use-case';
import { HoldSitting } from './use-cases/hold-sitting.use-case';
import { WithdrawConsent } from './use-cases/withdraw-consent.use-case';
import './consent.copy';

registerEntities([Consent, ConsentSitting, GuardianBar]);

const useCases = [AskConsent, AnswerConsentSheet, HoldSitting, WithdrawConsent];

/** What a household allows to be shared, with whom and until when (R98). */
@Global()
@Module({
  controllers: [ConsentsController, ConsentSittingsController],
  providers: [
    Consents,
    ConsentSittings,
    GuardianBars,
    ConsentViews,
    ConsentsStore,
    ConsentGiver,
    ConsentMoves,
    ConsentExpiry,
    ...useCases,
  ],
  exports: [Consents, ConsentSittings, ConsentViews, GuardianBars, ...useCases],
})
export class ConsentsModule {}
