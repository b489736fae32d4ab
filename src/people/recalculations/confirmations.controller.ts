import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Confirmations } from './confirmations.service';
import {
  ConfirmableQuery,
  ConfirmationQuery,
  ConfirmFitting as ConfirmInput,
  UndoConfirmation,
} from './dto/confirmation.dto';
import {
  confirmableView,
  confirmationsView,
  confirmationView,
  type ConfirmationView,
  viewConfirmation,
} from './dto/confirmation.view';
import { ConfirmFitting } from './use-cases/confirm-fitting.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** Families of a batch confirmed by township and way of moving; undone in one go until they are told (R3, R12). */
@Controller('api/v1/recalculations/:id')
@RequirePermission('recalculations:read')
export class ConfirmationsController {
  constructor(
    private readonly confirmations: Confirmations,
    private readonly fitting: ConfirmFitting,
  ) {}

  /** How many would be confirmed: the number goes into the order. */
  @Get('confirmable')
  @Answers(200, confirmableView)
  async confirmable(
    @Param('id', { schema: id }) batchId: string,
    @Query({ schema: ConfirmableQuery }) query: ConfirmableQuery,
  ): Promise<z.infer<typeof confirmableView>> {
    return this.confirmations.confirmable(batchId, query);
  }

  @Get('confirmations')
  @Answers(200, confirmationsView)
  async list(
    @Param('id', { schema: id }) batchId: string,
    @Query({ schema: ConfirmationQuery }) query: ConfirmationQuery,
  ): Promise<z.infer<typeof confirmationsView>> {
    const { items, next } = await this.confirmations.list(batchId, query);
    return { items: items.map(viewConfirmation), next };
  }

  /** Confirms all that fit, as they are proposed, in the background and in the name of whoever asks. */
  @Post('confirmations')
  @RequirePermission('recalculations:decide')
  @Answers(201, confirmationView)
  async order(
    @Param('id', { schema: id }) batchId: string,
    @Body({ schema: ConfirmInput }) input: ConfirmInput,
  ): Promise<ConfirmationView> {
    return viewConfirmation(await this.fitting.order(batchId, input));
  }

  /** What is confirmed by then stays, and can be undone. */
  @Post('confirmations/:confirmationId/cancel')
  @RequirePermission('recalculations:decide')
  @Answers(200, confirmationView)
  async cancel(
    @Param('id', { schema: id }) batchId: string,
    @Param('confirmationId', { schema: id }) confirmationId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<ConfirmationView> {
    return viewConfirmation(await this.fitting.cancel(batchId, confirmationId));
  }

  /** Every family of it that was not told: the decision before is in force again. */
  @Post('confirmations/:confirmationId/undo')
  @RequirePermission('recalculations:decide')
  @Answers(200, confirmationView)
  async undo(
    @Param('id', { schema: id }) batchId: string,
    @Param('confirmationId', { schema: id }) confirmationId: string,
    @Body({ schema: UndoConfirmation }) { reason }: z.output<typeof UndoConfirmation>,
  ): Promise<ConfirmationView> {
    return viewConfirmation(await this.fitting.undo(batchId, confirmationId, reason));
  }
}
