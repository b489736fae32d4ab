import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import { allows, type Permission } from '../../trust/access';

/** One line of "what needs me today": a count that opens its list. */
export interface HomeCard {
  /** Text key with the parameter `count`. */
  key: string;
  count: number;
  href: string;
  /** `late` stands first and is marked. */
  urgency: 'late' | 'today' | 'soon' | 'calm';
}

export interface HomeCardSource {
  /** Who sees the cards of this source. */
  permission: Permission;
  load(actor: Actor): Promise<HomeCard[]>;
}

const ORDER: ReadonlyArray<HomeCard['urgency']> = ['late', 'today', 'soon', 'calm'];

/** Rooms put their counts on the home page by registering a source in `onModuleInit` (ux.md pattern 1). */
@Injectable()
export class HomeCards {
  private readonly sources: HomeCardSource[] = [];

  register(source: HomeCardSource): void {
    this.sources.push(source);
  }

  /** Cards of this actor, the most urgent first; one query after the other, since they share a transaction. */
  async of(actor: Actor): Promise<HomeCard[]> {
    const cards: HomeCard[] = [];
    for (const source of this.sources) {
      if (allows(actor.roles, source.permission)) cards.push(...(await source.load(actor)));
    }
    return cards.sort((a, b) => ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency));
  }
}
