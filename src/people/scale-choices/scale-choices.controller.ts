import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission, WithoutDistrict } from '../../trust/access';
import { Households } from '../households';
import { type DecideScalesInput, decideScalesInput, type ScreenInput, screenInput } from './dto/scale-choice.dto';
import {
  scaleChoicesView,
  scaleChoiceView,
  type ScaleChoiceView,
  screeningView,
  type ScreeningView,
  viewScaleChoiceHead,
  viewScreening,
} from './dto/scale-choice.view';
import { ScaleChoiceViews } from './scale-choice-views';
import { ScaleChoices } from './scale-choices.service';
import { Screenings } from './screenings';
import { DecideScales } from './use-cases/decide-scales.use-case';
import { ScreenHousehold } from './use-cases/screen-household.use-case';

const id = z.uuid();

/** From ten questions to the scales that a household is asked (R18). */
@Controller('api/v1')
export class ScaleChoicesController {
  constructor(
    private readonly choices: ScaleChoices,
    private readonly views: ScaleChoiceViews,
    private readonly screenings: Screenings,
    private readonly screenHousehold: ScreenHousehold,
    private readonly decideScales: DecideScales,
    private readonly households: Households,
  ) {}

  @Get('screening')
  @RequirePermission('instruments:read')
  @WithoutDistrict()
  @Answers(200, screeningView)
  questions(): ScreeningView {
    return viewScreening(this.screenings.current);
  }

  @Get('households/:id/scale-choices')
  @RequirePermission('assessments:read')
  @Answers(200, scaleChoicesView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof scaleChoicesView>> {
    await this.households.open(householdId);
    return { items: (await this.choices.list(householdId)).map(viewScaleChoiceHead), next: null };
  }

  @Post('households/:id/scale-choices')
  @RequirePermission('assessments:write')
  @Answers(201, scaleChoiceView)
  async screen(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: screenInput }) input: ScreenInput,
  ): Promise<ScaleChoiceView> {
    return this.views.of(await this.screenHousehold.execute(householdId, input));
  }

  @Get('scale-choices/:id')
  @RequirePermission('assessments:read')
  @Answers(200, scaleChoiceView)
  async one(@Param('id', { schema: id }) choiceId: string): Promise<ScaleChoiceView> {
    const row = await this.choices.open(choiceId);
    await this.households.open(row.householdId);
    return this.views.of(row);
  }

  @Post('scale-choices/:id/decide')
  @RequirePermission('assessments:write')
  @Answers(200, scaleChoiceView)
  async decide(
    @Param('id', { schema: id }) choiceId: string,
    @Body({ schema: decideScalesInput }) input: DecideScalesInput,
  ): Promise<ScaleChoiceView> {
    return this.views.of(await this.decideScales.execute(choiceId, input));
  }
}
