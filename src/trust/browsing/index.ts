export { type BrowsingAlarm } from './browsing-alarm.entity';
export { BrowsingAlarms } from './browsing-alarms.service';
export { browsingLimits } from './browsing-limits';
export { BrowsingWatch } from './browsing-watch';
export { BrowsingModule } from './browsing.module';
export { AlarmQuery, LookIntoAlarm as LookIntoAlarmInput } from './dto/browsing-alarm.dto';
export { LookIntoAlarm } from './use-cases/look-into-alarm.use-case';
