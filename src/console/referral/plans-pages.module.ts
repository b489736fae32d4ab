import { Module } from '@nestjs/common';
import { GapsPages } from './gaps-pages.controller';
import { MatchesPages } from './matches-pages.controller';
import { MatchesView } from './matches-view';
import { PlansActsPages } from './plans-acts-pages.controller';
import { PlansEditPages } from './plans-edit-pages.controller';
import { PlansPages } from './plans-pages.controller';
import { PlansView } from './plans-view';

/** Pages from the match to the signed plan, and of needs that nobody serves. */
@Module({
  controllers: [MatchesPages, PlansPages, PlansEditPages, PlansActsPages, GapsPages],
  providers: [MatchesView, PlansView],
})
export class PlansPagesModule {}
