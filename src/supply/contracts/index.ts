export { Contract } from './contract.entity';
export { contractLifecycle, type ContractMove, contractMoves } from './contract.lifecycle';
export { ContractsModule } from './contracts.module';
export { Contracts } from './contracts.service';
export type { ContractFilter } from './contracts.store';
export { contractStates, CreateContractInput, EditContractInput } from './dto/contract.dto';
export { KeepContract } from './use-cases/keep-contract.use-case';
