export {
  AT_ONCE,
  ConfirmProposal,
  ProposalQuery,
  RecalculationQuery,
  RecalculationReason,
} from './dto/recalculation.dto';
export { Confirmations } from './confirmations.service';
export { ConfirmableQuery, ConfirmationQuery, ConfirmFitting as ConfirmFittingInput } from './dto/confirmation.dto';
export type { ProposalGroup } from './proposals.store';
export { type Recalculation, recalculationStates } from './recalculation.entity';
export type { RecalculationConfirmation } from './recalculation-confirmation.entity';
export { proposalStates, type RecalculationHousehold } from './recalculation-household.entity';
export { RecalculationsModule } from './recalculations.module';
export { Recalculations } from './recalculations.service';
export { ConfirmFitting } from './use-cases/confirm-fitting.use-case';
export { DecideProposal } from './use-cases/decide-proposal.use-case';
export { EndRecalculation } from './use-cases/end-recalculation.use-case';
export { OrderRecalculation } from './use-cases/order-recalculation.use-case';
