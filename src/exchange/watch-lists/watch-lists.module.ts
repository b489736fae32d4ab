import { Module } from '@nestjs/common';
import { ClassificationModule } from '../../people/classification';
import { HouseholdsModule } from '../../people/households';
import { LeadsModule } from '../../people/leads';
import { registerEntities } from '../../platform/database';
import { PlanWatchList } from './plan-watch-list';
import { AnswerWatchDifference } from './use-cases/answer-watch-difference.use-case';
import { ConfirmWatchList } from './use-cases/confirm-watch-list.use-case';
import { UploadWatchList } from './use-cases/upload-watch-list.use-case';
import { WatchDifference } from './watch-difference.entity';
import { WatchDifferencesController } from './watch-differences.controller';
import { WatchDifferences } from './watch-differences.service';
import { WatchDifferencesStore } from './watch-differences.store';
import { WatchLabel } from './watch-label.entity';
import './watch-list.copy';
import { WatchList } from './watch-list.entity';
import { WatchListExpiry } from './watch-list-expiry.due';
import { WatchListMoves } from './watch-list-moves';
import { WatchListsController } from './watch-lists.controller';
import { WatchLists } from './watch-lists.service';
import { WatchListsStore } from './watch-lists.store';
import { WatchOwners } from './watch-owners';

registerEntities([WatchList, WatchLabel, WatchDifference]);

const exported = [WatchLists, UploadWatchList, ConfirmWatchList, WatchDifferences, AnswerWatchDifference];

/** Labels of the agriculture desk's list, and where it and ours differ (R105). */
@Module({
  imports: [ClassificationModule, HouseholdsModule, LeadsModule],
  controllers: [WatchListsController, WatchDifferencesController],
  providers: [
    ...[WatchListsStore, WatchDifferencesStore, WatchListExpiry, WatchListMoves, WatchOwners, PlanWatchList],
    ...exported,
  ],
  exports: exported,
})
export class WatchListsModule {}
