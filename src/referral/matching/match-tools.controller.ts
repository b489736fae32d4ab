import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, requestContext } from '../../platform/http';
import { defaultLocale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { ComparisonQuery, ExclusionQuery, WeightQuery } from './dto/match-tools.dto';
import {
  comparisonView,
  exclusionsView,
  replayView,
  viewComparison,
  viewExclusions,
  viewReplay,
  viewWhatIf,
  whatIfView,
} from './dto/match-tools.view';
import type { Speech } from './dto/match.view';
import { MatchTools } from './match-tools.service';
import { PhraseTexts } from './phrase-texts';

const uuid = z.uuid();

/** Looks into a stored match: side by side, why not, other weights, once more (matching.md 5, PIPL Art. 24). */
@Controller('api/v1/matches/:id')
@RequirePermission('matches:read')
export class MatchToolsController {
  constructor(
    private readonly tools: MatchTools,
    private readonly phrases: PhraseTexts,
  ) {}

  @Get('comparison')
  @Answers(200, comparisonView)
  async compare(
    @Param('id', { schema: uuid }) id: string,
    @Query({ schema: ComparisonQuery }) { need, offering }: ComparisonQuery,
  ): Promise<z.infer<typeof comparisonView>> {
    return viewComparison(id, await this.tools.compare(id, need, offering), this.speech());
  }

  @Get('exclusions')
  @Answers(200, exclusionsView)
  async exclusions(
    @Param('id', { schema: uuid }) id: string,
    @Query({ schema: ExclusionQuery }) query: ExclusionQuery,
  ): Promise<z.infer<typeof exclusionsView>> {
    return viewExclusions((await this.tools.exclusions(id, query)).page, this.speech());
  }

  /** Changes nothing and keeps nothing. */
  @Get('what-if')
  @Answers(200, whatIfView)
  async whatIf(
    @Param('id', { schema: uuid }) id: string,
    @Query({ schema: WeightQuery }) weights: WeightQuery,
  ): Promise<z.infer<typeof whatIfView>> {
    const { run, needs } = await this.tools.tryWeights(id, weights);
    return viewWhatIf(run, weights, needs, this.speech());
  }

  @Get('replay')
  @Answers(200, replayView)
  async replay(@Param('id', { schema: uuid }) id: string): Promise<z.infer<typeof replayView>> {
    return viewReplay(await this.tools.replayed(id));
  }

  private speech(): Speech {
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    return {
      say: (phrase) => this.phrases.say(locale, phrase),
      service: (code) => this.phrases.service(locale, code),
    };
  }
}
