import { Module } from '@nestjs/common';
import { ApplicationCards } from './application-cards';
import { CommitmentCards } from './commitment-cards';
import { PeopleCards } from './people-cards';
import { SafeguardCards } from './safeguard-cards';
import { SearchController } from './search.controller';

/** The worker's desk: what needs them today, and the search. */
@Module({
  controllers: [SearchController],
  providers: [ApplicationCards, CommitmentCards, PeopleCards, SafeguardCards],
})
export class DeskModule {}
