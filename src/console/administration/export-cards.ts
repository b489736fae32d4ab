import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Exports } from '../../exchange/exports';
import { HomeCards } from '../shell';

/** On the home page: identified lists that wait for a second person (R88). */
@Injectable()
export class ExportCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly exports: Exports,
  ) {}

  onModuleInit(): void {
    const load = async () => {
      const count = await this.exports.countAsked();
      return [{ key: 'exports.card', count, href: '/console/exports?state=asked', urgency: 'today' as const }];
    };
    this.cards.register({ permission: 'exports:decide', load });
  }
}
