import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ConsentExpiry } from './consent-expiry.due';
import { ConsentGiver } from './consent-giver';
import { ConsentMoves } from './consent-moves';
import { Consent } from './consent.entity';
import { ConsentsController } from './consents.controller';
import { Consents } from './consents.service';
import { ConsentsStore } from './consents.store';
import { AnswerConsentSheet } from './use-cases/answer-consent.use-case';
import { AskConsent } from './use-cases/ask-consent.use-case';
import { WithdrawConsent } from './use-cases/withdraw-consent.use-case';
import './consent.copy';

registerEntities([Consent]);

const useCases = [AskConsent, AnswerConsentSheet, WithdrawConsent];

/** What a household allows to be shared, with whom and until when (R98). */
@Global()
@Module({
  controllers: [ConsentsController],
  providers: [Consents, ConsentsStore, ConsentGiver, ConsentMoves, ConsentExpiry, ...useCases],
  exports: [Consents, ...useCases],
})
export class ConsentsModule {}
