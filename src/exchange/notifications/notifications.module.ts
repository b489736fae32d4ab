import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../../people/applications';
import { CasesModule } from '../../people/cases';
import { HouseholdsModule } from '../../people/households';
import { LeadsModule } from '../../people/leads';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ReferralsModule } from '../../referral/referrals';
import { ProvidersModule } from '../../supply/providers';
import { Addresses } from './addresses';
import { Announcer } from './announcer';
import { ApplicationLines } from './application-lines';
import { Carriers } from './carriers';
import { FallBack } from './fall-back';
import { HelpLine } from './help-line';
import { MailTransport } from './mail-transport';
import { MessageGateway, OutboxOnlyGateway } from './message-gateway';
import { MessageTexts } from './message-texts';
import { MessageWriter } from './message-writer';
import { NotificationAttempt } from './notification-attempt';
import { Notification } from './notification.entity';
import { NotificationsController } from './notifications.controller';
import { Notifications } from './notifications.service';
import { NotificationsStore } from './notifications.store';
import { PersonalLinks } from './personal-links';
import { ProviderContacts } from './provider-contacts';
import {
  ApplicationNews,
  CaseNews,
  CommitmentNews,
  ConsentNews,
  DateNews,
  EvaluationNews,
  PlanNews,
  RightsNews,
  WaitingListNews,
} from './subscribers/household-news';
import { ApprovalNews, OpeningNews } from './subscribers/approval-news';
import { AssessmentNews } from './subscribers/assessment-news';
import { BarredNews } from './subscribers/barred-news';
import { CallWish, RatingNews } from './subscribers/household-words';
import { LeadNews } from './subscribers/lead-news';
import { ProviderNews } from './subscribers/provider-news';
import { ReferralNews } from './subscribers/referral-news';
import { VainCalls } from './subscribers/vain-calls';
import { UnitAbove } from './unit-above';
import { HandleNotification } from './use-cases/handle-notification.use-case';
import { ReopenNotification } from './use-cases/reopen-notification.use-case';
import { RetryNotification } from './use-cases/retry-notification.use-case';
import { SendNotification } from './use-cases/send-notification.use-case';
import { WorkerAlone } from './worker-alone';
import './notification.copy';

registerEntities([Notification]);

const subscribers = [
  ApplicationNews,
  ApprovalNews,
  AssessmentNews,
  BarredNews,
  CallWish,
  CaseNews,
  CommitmentNews,
  ConsentNews,
  DateNews,
  EvaluationNews,
  LeadNews,
  OpeningNews,
  PlanNews,
  RightsNews,
  ProviderNews,
  WaitingListNews,
  RatingNews,
  ReferralNews,
  VainCalls,
];

@Module({
  imports: [
    ApplicationsModule,
    CasesModule,
    HouseholdsModule,
    LeadsModule,
    PoliciesModule,
    ProvidersModule,
    ReferralsModule,
    RegionsModule,
    TaxonomyModule,
  ],
  controllers: [NotificationsController],
  providers: [
    Addresses,
    Announcer,
    ApplicationLines,
    Carriers,
    FallBack,
    HelpLine,
    MailTransport,
    MessageTexts,
    MessageWriter,
    NotificationAttempt,
    Notifications,
    NotificationsStore,
    PersonalLinks,
    ProviderContacts,
    HandleNotification,
    ReopenNotification,
    RetryNotification,
    SendNotification,
    UnitAbove,
    WorkerAlone,
    { provide: MessageGateway, useClass: OutboxOnlyGateway },
    ...subscribers,
  ],
  exports: [Notifications, HelpLine, HandleNotification, ReopenNotification, RetryNotification],
})
export class NotificationsModule {}
