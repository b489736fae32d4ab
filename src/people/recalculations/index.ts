export {
  AT_ONCE,
  ConfirmProposal,
  ProposalQuery,
  RecalculationQuery,
  RecalculationReason,
} from './dto/recalculation.dto';
export type { ProposalGroup } from './proposals.store';
export type { Recalculation } from './recalculation.entity';
export { proposalStates, type RecalculationHousehold } from './recalculation-household.entity';
export { RecalculationsModule } from './recalculations.module';
export { Recalculations } from './recalculations.service';
export { DecideProposal } from './use-cases/decide-proposal.use-case';
export { EndRecalculation } from './use-cases/end-recalculation.use-case';
export { OrderRecalculation } from './use-cases/order-recalculation.use-case';
