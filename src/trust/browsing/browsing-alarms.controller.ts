import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../access';
import type { BrowsingAlarm } from './browsing-alarm.entity';
import { BrowsingAlarms } from './browsing-alarms.service';
import {
  AlarmQuery,
  alarmsView,
  alarmView,
  type AlarmView,
  LookIntoAlarm as LookInput,
} from './dto/browsing-alarm.dto';
import { LookIntoAlarm } from './use-cases/look-into-alarm.use-case';

const id = z.uuid();

/** Alarms about people who open or search many files (C3). */
@Controller('api/v1/access-alarms')
@RequirePermission('alarms:read')
export class BrowsingAlarmsController {
  constructor(
    private readonly alarms: BrowsingAlarms,
    private readonly looking: LookIntoAlarm,
  ) {}

  @Get()
  @Answers(200, alarmsView)
  async list(@Query({ schema: AlarmQuery }) query: AlarmQuery): Promise<z.infer<typeof alarmsView>> {
    const { items, next } = await this.alarms.list(query);
    return { items: await this.alarms.views(items), next };
  }

  @Get(':id')
  @Answers(200, alarmView)
  async one(@Param('id', { schema: id }) alarmId: string): Promise<AlarmView> {
    return this.shown(await this.alarms.get(alarmId));
  }

  @Post(':id/look-into')
  @Answers(200, alarmView)
  async lookInto(
    @Param('id', { schema: id }) alarmId: string,
    @Body({ schema: LookInput }) { finding }: LookInput,
  ): Promise<AlarmView> {
    return this.shown(await this.looking.execute(alarmId, finding));
  }

  private async shown(row: BrowsingAlarm): Promise<AlarmView> {
    return (await this.alarms.views([row]))[0]!;
  }
}
