import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { HouseholdLevels } from '../households';
import { ConfirmProposal, ConfirmProposals, RecalculationReason, ToldHouseholds } from './dto/recalculation.dto';
import { proposalView, type ProposalView, viewProposal } from './dto/recalculation.view';
import type { RecalculationHousehold } from './recalculation-household.entity';
import { DecideProposal } from './use-cases/decide-proposal.use-case';

const id = z.uuid();
const nothing = z.strictObject({});
const countView = z.strictObject({ households: z.int() });
type Counted = z.infer<typeof countView>;

/** Decisions on the proposals of a batch; each is a person's (R3, R12). */
@Controller('api/v1/recalculations/:id')
@RequirePermission('recalculations:decide')
export class ProposalsController {
  constructor(
    private readonly deciding: DecideProposal,
    private readonly levels: HouseholdLevels,
  ) {}

  /** Several as they are proposed, or none. */
  @Post('confirm')
  @Answers(200, countView)
  async confirmAll(
    @Param('id', { schema: id }) batchId: string,
    @Body({ schema: ConfirmProposals }) { householdIds }: ConfirmProposals,
  ): Promise<Counted> {
    return { households: await this.deciding.confirmAll(batchId, householdIds) };
  }

  /** Their notices were handed over. */
  @Post('told')
  @Answers(200, countView)
  async told(
    @Param('id', { schema: id }) batchId: string,
    @Body({ schema: ToldHouseholds }) { householdIds }: ToldHouseholds,
  ): Promise<Counted> {
    return { households: await this.deciding.told(batchId, householdIds) };
  }

  @Post('households/:householdId/confirm')
  @Answers(200, proposalView)
  confirm(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body({ schema: ConfirmProposal }) input: ConfirmProposal,
  ): Promise<ProposalView> {
    return this.shown(this.deciding.confirm(batchId, householdId, input));
  }

  /** The decision in force stays. */
  @Post('households/:householdId/set-aside')
  @Answers(200, proposalView)
  setAside(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body({ schema: RecalculationReason }) { reason }: RecalculationReason,
  ): Promise<ProposalView> {
    return this.shown(this.deciding.setAside(batchId, householdId, reason));
  }

  /** Until the household is told; the decision before is in force again. */
  @Post('households/:householdId/undo')
  @Answers(200, proposalView)
  undo(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body({ schema: RecalculationReason }) { reason }: RecalculationReason,
  ): Promise<ProposalView> {
    return this.shown(this.deciding.undo(batchId, householdId, reason));
  }

  /** Works the family out again, whose file has changed since. */
  @Post('households/:householdId/again')
  @Answers(200, proposalView)
  again(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<ProposalView> {
    return this.shown(this.deciding.again(batchId, householdId));
  }

  private async shown(done: Promise<RecalculationHousehold>): Promise<ProposalView> {
    const row = await done;
    return viewProposal(row, await this.levels.of(row.householdId));
  }
}
