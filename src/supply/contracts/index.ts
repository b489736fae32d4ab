export { Contract } from './contract.entity';
export { contractLifecycle, type ContractMove, contractMoves } from './contract.lifecycle';
export { ContractsModule } from './contracts.module';
export { ContractSpending, type ServedUnits } from './contract-spending.service';
export { Contracts, type ContractStanding } from './contracts.service';
export { type ContractFilter, WARN_FROM_PERCENT } from './contracts.store';
export { contractStates, CreateContractInput, EditContractInput } from './dto/contract.dto';
export { KeepContract } from './use-cases/keep-contract.use-case';
