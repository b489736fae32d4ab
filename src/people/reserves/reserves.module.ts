import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { Reserve } from './reserve.entity';
import { ReserveEntry } from './reserve-entry.entity';
import { ReservesController } from './reserves.controller';
import { Reserves } from './reserves.service';
import { ReservesStore } from './reserves.store';
import { KeepReserve } from './use-cases/keep-reserve.use-case';
import { PayAid } from './use-cases/pay-aid.use-case';

registerEntities([Reserve, ReserveEntry]);

@Global()
@Module({
  imports: [PoliciesModule, RegionsModule],
  controllers: [ReservesController],
  providers: [KeepReserve, PayAid, Reserves, ReservesStore],
  exports: [KeepReserve, PayAid, Reserves],
})
export class ReservesModule {}
