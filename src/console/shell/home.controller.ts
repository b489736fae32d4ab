import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '../../platform/database';
import { Open } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { HomeCards } from './home-cards';
import { navigationFor } from './navigation';
import { redirect, view } from './view';

/** The front door and the page that says what needs somebody today. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(private readonly cards: HomeCards) {}

  @Get()
  @Open()
  landing(@CurrentActor() actor: Actor) {
    return actor.kind === 'user' ? redirect('/console') : view('console/shell/landing', {});
  }

  @Get('console')
  @RequirePermission('console:use')
  async home(@CurrentActor() actor: Actor) {
    const cards = await this.cards.of(actor);
    const areas = navigationFor(actor.roles, '/console').filter((area) => area.key !== 'home');
    const urgent = cards.filter((card) => card.count > 0);
    return view('console/shell/home', { cards: urgent, areas, name: actor.displayName });
  }

  @Get('console/accessibility')
  @Open()
  accessibility() {
    return view('console/shell/accessibility', {});
  }
}
