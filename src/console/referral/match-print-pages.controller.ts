import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { canonicalText, digestOf } from '../../people/means-test';
import { type MatchRun, MatchTools, type NeedMatch, plainReasons } from '../../referral/matching';
import { RequirePermission } from '../../trust/access';
import { type View, view } from '../shell';
import { MatchesView } from './matches-view';
import { MatchToolsView } from './match-tools-view';

const uuid = z.uuid();
/** As many cards a need are given to the household. */
const FOR_HOUSEHOLD = 3;

/** A match on paper: for the file with every reason, or for the household in plain words (R34, PIPL Art. 24). */
@ApiExcludeController()
@Controller('console/matches/:id/print')
@RequirePermission('households:print')
export class MatchPrintPages {
  constructor(
    private readonly tools: MatchTools,
    private readonly households: Households,
    private readonly result: MatchesView,
    private readonly words: MatchToolsView,
  ) {}

  @Get()
  async print(@Param('id', { schema: uuid }) id: string, @Query('for') reader = ''): Promise<View> {
    const run = await this.tools.looked(id, 'match.printed');
    const name = await this.households.nameOf(run.householdId);
    return reader === 'household' ? this.forHousehold(run, name) : this.forFile(run, name);
  }

  private forFile(run: MatchRun, name: string): View {
    const { id, snapshot, result } = run;
    const { plan, needs, madeAt } = this.result.result(run);
    const model = {
      ...{ id, name, madeAt, plan, versions: snapshot.versions, digest: digestOf(canonicalText(result)) },
      needs: needs.map((need) => ({
        ...need,
        shown: need.candidates.length,
        fixed: snapshot.context.pins?.find(({ needId }) => needId === need.id)?.reason ?? null,
      })),
    };
    return view('print/match', model, { title: 'match-tools.print.title', layout: 'print/layout' });
  }

  /** Without scores, without other offerings' refusals, without anything of other people. */
  private forHousehold({ id, result, madeAt }: MatchRun, name: string): View {
    const model = { id, name, madeAt, needs: result.needs.map((need) => this.plain(need)) };
    return view('print/match-household', model, {
      title: 'match-tools.print.household-title',
      layout: 'print/layout',
    });
  }

  private plain({ need, candidates }: NeedMatch) {
    return {
      name: this.words.service(need.code),
      cards: candidates.slice(0, FOR_HOUSEHOLD).map((candidate) => ({
        ...{ name: candidate.offering.name, provider: candidate.offering.providerName },
        why: plainReasons(candidate).map((phrase) => this.words.say(phrase)),
      })),
    };
  }
}
