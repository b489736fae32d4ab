import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { LoadDemonstrationDistrict } from './load-demonstration-district.use-case';
import { LoadDivisions } from './load-divisions.use-case';
import { Region } from './region.entity';
import { RegionsController } from './regions.controller';
import { Regions } from './regions.service';
import { RegionsStore } from './regions.store';
import { Unit } from './unit.entity';
import { Units } from './units.service';
import { UnitsStore } from './units.store';

registerEntities([Region, Unit]);

@Global()
@Module({
  controllers: [RegionsController],
  providers: [RegionsStore, UnitsStore, Regions, Units, LoadDivisions, LoadDemonstrationDistrict],
  exports: [Regions, Units, LoadDivisions, LoadDemonstrationDistrict],
})
export class RegionsModule {}
