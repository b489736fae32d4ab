import { Module } from '@nestjs/common';
import { PeopleCards } from './people-cards';
import { SearchController } from './search.controller';

/** The worker's desk: what needs them today, and the search. */
@Module({ controllers: [SearchController], providers: [PeopleCards] })
export class DeskModule {}
