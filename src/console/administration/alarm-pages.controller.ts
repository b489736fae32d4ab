import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RequirePermission } from '../../trust/access';
import { AlarmQuery, BrowsingAlarms, LookIntoAlarm, LookIntoAlarmInput } from '../../trust/browsing';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';

const id = z.uuid();

/** Who opened or searched unusually many files, for the security administrator and supervisors: counts only (C2, C3). */
@ApiExcludeController()
@Controller('console/access-alarms')
@RequirePermission('alarms:read')
export class AlarmPages {
  constructor(
    private readonly forms: Forms,
    private readonly alarms: BrowsingAlarms,
    private readonly looking: LookIntoAlarm,
  ) {}

  @Get()
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = AlarmQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.alarms.list(parsed.success ? parsed.data : AlarmQuery.parse({}));
    const model = { alarms: await this.alarms.views(items), next };
    return view('console/administration/alarms/list', model);
  }

  @Get(':id')
  one(@Param('id', { schema: id }) alarmId: string): Promise<View> {
    return this.page(alarmId, emptyForm());
  }

  @Post(':id/look-into')
  lookInto(@Param('id', { schema: id }) alarmId: string, @Body() body: unknown) {
    return this.forms.submit(body, LookIntoAlarmInput, {
      act: ({ finding }) => this.looking.execute(alarmId, finding),
      done: () => redirect('/console/access-alarms', { flash: { key: 'alarms.done' } }),
      again: (form) => this.page(alarmId, form),
    });
  }

  private async page(alarmId: string, form: FormModel): Promise<View> {
    const [alarm] = await this.alarms.views([await this.alarms.get(alarmId)]);
    return view('console/administration/alarms/one', { alarm, open: alarm?.state === 'open', form });
  }
}
