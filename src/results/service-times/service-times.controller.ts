import { Controller, Get, Query } from '@nestjs/common';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { NeedTimesQuery, TimesQuery } from './dto/service-time.dto';
import {
  needTimesView,
  type NeedTimesView,
  serviceTimesView,
  type ServiceTimesView,
  viewNeedTime,
} from './dto/service-time.view';
import { ServiceTimes } from './service-times.service';

/** How long it takes from the household's yes to help (R97, I4). */
@Controller('api/v1/service-times')
@RequirePermission('service-times:read')
export class ServiceTimesController {
  constructor(private readonly times: ServiceTimes) {}

  /** By township and code; at most 500 rows, the most needs first. */
  @Get()
  @Answers(200, serviceTimesView)
  figures(@Query({ schema: TimesQuery }) query: TimesQuery): Promise<ServiceTimesView> {
    return this.times.figures(query);
  }

  /** The needs behind the figures. */
  @Get('needs')
  @Answers(200, needTimesView)
  async needs(@Query({ schema: NeedTimesQuery }) query: NeedTimesQuery): Promise<NeedTimesView> {
    const { items, next } = await this.times.needs(query);
    return { items: items.map(viewNeedTime), next };
  }
}
