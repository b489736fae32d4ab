import { Module } from '@nestjs/common';
import { OfferingsModule } from '../../supply/offerings';
import { GapsPages } from './gaps-pages.controller';
import { MatchesPages } from './matches-pages.controller';
import { MatchResultPages } from './matches-result-pages.controller';
import { MatchesView } from './matches-view';
import { MatchPrintPages } from './match-print-pages.controller';
import { MatchReplanPages } from './match-replan-pages.controller';
import { MatchToolsPages } from './match-tools-pages.controller';
import { MatchToolsView } from './match-tools-view';
import { NeedGrounds } from './need-grounds';
import { PlanPage } from './plan-page';
import { PlansActsPages } from './plans-acts-pages.controller';
import { PlansEditPages } from './plans-edit-pages.controller';
import { PlansMenuPages } from './plans-menu-pages.controller';
import { PlansPages } from './plans-pages.controller';
import { PlansView } from './plans-view';
import { PolicyFirstLines } from './policy-first';
import { QueuePages } from './queue-pages.controller';
import { WaitingListPages } from './waiting-list-pages.controller';
import { WaitingListWords } from './waiting-list-words';

/** Pages from the match to the signed plan, of queues, and of needs that nobody serves. */
@Module({
  imports: [OfferingsModule],
  controllers: [
    ...[MatchesPages, MatchResultPages, MatchToolsPages, MatchReplanPages, MatchPrintPages],
    ...[PlansPages, PlansEditPages, PlansMenuPages, PlansActsPages, GapsPages, WaitingListPages, QueuePages],
  ],
  providers: [MatchesView, MatchToolsView, NeedGrounds, PlanPage, PlansView, PolicyFirstLines, WaitingListWords],
})
export class PlansPagesModule {}
