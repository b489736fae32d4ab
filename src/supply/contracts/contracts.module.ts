import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ProvidersModule } from '../providers';
import { ContractBalance } from './contract-balance.entity';
import { ContractEntry } from './contract-entry.entity';
import { ContractLedgerStore } from './contract-ledger.store';
import { ContractSpending } from './contract-spending.service';
import { Contract } from './contract.entity';
import { ContractsController } from './contracts.controller';
import { Contracts } from './contracts.service';
import { ContractsStore } from './contracts.store';
import { KeepContract } from './use-cases/keep-contract.use-case';

registerEntities([Contract, ContractBalance, ContractEntry]);

@Module({
  imports: [ProvidersModule],
  controllers: [ContractsController],
  providers: [ContractsStore, ContractLedgerStore, Contracts, ContractSpending, KeepContract],
  exports: [Contracts, ContractSpending, KeepContract],
})
export class ContractsModule {}
