import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { BrowsingAlarm } from './browsing-alarm.entity';
import { BrowsingAlarmsController } from './browsing-alarms.controller';
import { BrowsingAlarms } from './browsing-alarms.service';
import { BrowsingWatch } from './browsing-watch';
import { LookIntoAlarm } from './use-cases/look-into-alarm.use-case';

registerEntities([BrowsingAlarm]);

/** Caps and alarms on opening and searching many files (C3). */
@Global()
@Module({
  controllers: [BrowsingAlarmsController],
  providers: [BrowsingAlarms, BrowsingWatch, LookIntoAlarm],
  exports: [BrowsingAlarms, BrowsingWatch, LookIntoAlarm],
})
export class BrowsingModule {}
