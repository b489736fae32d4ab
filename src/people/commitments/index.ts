export { type Commitment, commitmentOutcomes, signedHows, signerKinds } from './commitment.entity';
export { commitmentLifecycle, type CommitmentState } from './commitment.lifecycle';
export { CommitmentViews } from './commitment-views';
export { CommitmentsModule } from './commitments.module';
export { Commitments } from './commitments.service';
export {
  AnswerCommitment,
  CheckCommitment as CheckCommitmentInput,
  CommitmentQuery,
  ContestCommitment,
  DrawQuery,
  ReplyCommitment,
  SettleCommitment,
  TakeCommitment as TakeCommitmentInput,
  WithdrawCommitment,
} from './dto/commitment.dto';
export type { CommitmentView } from './dto/commitment.view';
export { CheckCommitment } from './use-cases/check-commitment.use-case';
export { DrawCommitments } from './use-cases/draw-commitments.use-case';
export { TakeCommitment } from './use-cases/take-commitment.use-case';
