import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ProvidersModule } from '../providers';
import { Contract } from './contract.entity';
import { ContractsController } from './contracts.controller';
import { Contracts } from './contracts.service';
import { ContractsStore } from './contracts.store';
import { KeepContract } from './use-cases/keep-contract.use-case';

registerEntities([Contract]);

@Module({
  imports: [ProvidersModule],
  controllers: [ContractsController],
  providers: [ContractsStore, Contracts, KeepContract],
  exports: [Contracts, KeepContract],
})
export class ContractsModule {}
