import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Answers, requestContext } from '../../platform/http';
import { defaultLocale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { MatchInput } from './dto/match.dto';
import { matchView, type MatchView, viewMatch } from './dto/match.view';
import type { MatchRun } from './match-run.entity';
import { Matching } from './matching.service';
import { PhraseTexts } from './phrase-texts';

/** Who could help, who could not and why, and which offerings together help best (design 5). */
@Controller('api/v1')
export class MatchesController {
  constructor(
    private readonly matching: Matching,
    private readonly phrases: PhraseTexts,
    private readonly households: Households,
    private readonly audit: Audit,
  ) {}

  @Post('households/:id/matches')
  @RequirePermission('matches:create')
  @Answers(201, matchView)
  async make(
    @Param('id', { schema: z.uuid() }) householdId: string,
    @Body({ schema: MatchInput }) input: MatchInput,
  ): Promise<MatchView> {
    return this.view(await this.matching.matchHousehold(householdId, input));
  }

  @Get('matches/:id')
  @RequirePermission('matches:read')
  @Answers(200, matchView)
  async one(@Param('id', { schema: z.uuid() }) id: string): Promise<MatchView> {
    const run = await this.matching.get(id);
    const { householdId } = run;
    await this.households.open(householdId);
    await this.audit.read({ action: 'match.read', subjectType: 'match', subjectId: id, householdId });
    return this.view(run);
  }

  private view(run: MatchRun): MatchView {
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    return viewMatch(run, {
      say: (phrase) => this.phrases.say(locale, phrase),
      service: (code) => this.phrases.service(locale, code),
    });
  }
}
