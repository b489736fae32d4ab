import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { OfferingsModule } from '../../supply/offerings';
import { EndWaits } from './end-waits';
import { EntryStanding } from './entry-standing';
import { OfferPlaces } from './offer-places';
import { HoldOver, LookAtQueue } from './queue-due.handler';
import { QueueRules } from './queue-rules';
import { FollowHousehold, FollowOffering, OfferFreedPlaces, RaiseUrgency } from './queue.subscribers';
import { AnswerHeldPlace } from './use-cases/answer-held-place.use-case';
import { TendQueue } from './tend-queue';
import { JoinWaitingList } from './use-cases/join-waiting-list.use-case';
import { WaitingListEntry } from './waiting-list-entry.entity';
import { WaitingListController } from './waiting-list.controller';
import { WaitingListMoves } from './waiting-list-moves';
import { WaitingLists } from './waiting-list.service';
import { WaitingListStore } from './waiting-list.store';
import './waiting-list.copy';

registerEntities([WaitingListEntry]);

/** Queues of full offerings and the places that come free in them (R97). */
@Global()
@Module({
  imports: [OfferingsModule],
  controllers: [WaitingListController],
  providers: [
    ...[WaitingLists, WaitingListStore, WaitingListMoves, QueueRules, EntryStanding, OfferPlaces, EndWaits, TendQueue],
    ...[JoinWaitingList, AnswerHeldPlace],
    ...[OfferFreedPlaces, FollowOffering, FollowHousehold, RaiseUrgency, HoldOver, LookAtQueue],
  ],
  exports: [WaitingLists, JoinWaitingList, AnswerHeldPlace, OfferPlaces],
})
export class WaitingListModule {}
