import { Global, Module } from '@nestjs/common';
import { ServiceTimesController } from './service-times.controller';
import { ServiceTimes } from './service-times.service';
import { ServiceTimesStore } from './service-times.store';

/** Times from a confirmed need to help (R97, I4). */
@Global()
@Module({
  controllers: [ServiceTimesController],
  providers: [ServiceTimes, ServiceTimesStore],
  exports: [ServiceTimes],
})
export class ServiceTimesModule {}
