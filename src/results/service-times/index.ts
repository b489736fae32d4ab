export { NeedTimesQuery, TimesQuery } from './dto/service-time.dto';
export { ServiceTimesModule } from './service-times.module';
export { ServiceTimes } from './service-times.service';
