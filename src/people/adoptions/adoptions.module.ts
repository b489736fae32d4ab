import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { SimulationsModule } from '../simulations';
import { Adoption } from './adoption.entity';
import { AdoptionGrounds } from './adoption-grounds';
import { AdoptionsController } from './adoptions.controller';
import { Adoptions } from './adoptions.service';
import { AdoptionsStore } from './adoptions.store';
import { AskAdoption } from './use-cases/ask-adoption.use-case';
import { DecideAdoption } from './use-cases/decide-adoption.use-case';
import { WithdrawAdoption } from './use-cases/withdraw-adoption.use-case';

registerEntities([Adoption]);

const exported = [Adoptions, AskAdoption, DecideAdoption, WithdrawAdoption];

/** Drafts of packs put in force by two people (R2). */
@Module({
  imports: [PoliciesModule, RegionsModule, SimulationsModule],
  controllers: [AdoptionsController],
  providers: [AdoptionGrounds, AdoptionsStore, ...exported],
  exports: exported,
})
export class AdoptionsModule {}
