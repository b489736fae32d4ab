import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  ComparisonQuery,
  ExclusionQuery,
  MatchTools,
  USUAL_WEIGHTS,
  WEIGHED_PARTS,
  WeightQuery,
} from '../../referral/matching';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, type Redirect, type View, view } from '../shell';
import { MatchToolsView } from './match-tools-view';

const uuid = z.uuid();
/** A filter that is nonsense filters nothing. */
const WhyNotQuery = z.object({
  need: ExclusionQuery.shape.need.catch(undefined),
  rule: ExclusionQuery.shape.rule.catch(undefined),
  change: ExclusionQuery.shape.change.catch(undefined),
  oneChange: z.literal('true').optional().catch(undefined),
  after: ExclusionQuery.shape.after.catch(undefined),
});
const PAGE = 20;
const filled = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

/** Looks into a match: side by side, other weights, why not (ux pattern 8). All of them only look. */
@ApiExcludeController()
@Controller('console/matches/:id')
@RequirePermission('matches:read')
export class MatchToolsPages {
  constructor(
    private readonly tools: MatchTools,
    private readonly words: MatchToolsView,
    private readonly forms: Forms,
  ) {}

  @Get('compare')
  async compare(
    @Param('id', { schema: uuid }) id: string,
    @Query() { need, offering }: Record<string, unknown>,
  ): Promise<Redirect | View> {
    const asked = ComparisonQuery.safeParse({ need, offering });
    const fewOrMany = redirect(`/console/matches/${id}`, {
      flash: { key: 'errors.compare-two-to-four', kind: 'notice' },
    });
    if (!asked.success) return fewOrMany;
    const model = this.words.comparison(await this.tools.compare(id, asked.data.need, asked.data.offering));
    return view(
      'console/referral/matches/compare',
      { id, ...model },
      { title: 'match-tools.compare.title', breadcrumbs: back(id) },
    );
  }

  /** A form that is sent by GET: the trial has an address, and nothing is changed. */
  @Get('what-if')
  async whatIf(
    @Param('id', { schema: uuid }) id: string,
    @Query() typed: Record<string, unknown>,
  ): Promise<Redirect | View> {
    const query = Object.fromEntries(Object.entries(typed).filter(([name]) => name in USUAL_WEIGHTS));
    if (Object.keys(query).length === 0) return this.trial(id, emptyForm(USUAL_WEIGHTS), null);
    return this.forms.submit(query, Weights, {
      act: (weights) => this.tools.tryWeights(id, weights),
      done: ({ needs }) =>
        this.trial(id, emptyForm(query), { needs: this.words.tried(needs), same: this.words.isSame(needs) }),
      again: (form) => this.trial(id, form, null),
    });
  }

  @Get('why-not')
  async whyNot(@Param('id', { schema: uuid }) id: string, @Query() typed: Record<string, unknown>): Promise<View> {
    const query = WhyNotQuery.parse(filled(typed));
    const { oneChange, ...rest } = query;
    const { run, page } = await this.tools.exclusions(id, { ...rest, oneChange: oneChange === 'true', limit: PAGE });
    const { after: _, ...kept } = query;
    return view(
      'console/referral/matches/why-not',
      {
        ...{ id, form: emptyForm(kept), kept, items: this.words.exclusions(page), total: page.total },
        ...{ first: query.after ?? 0, filters: this.words.filters(run, page), next: page.next },
        nearest: this.words.nearest(run, query.need),
      },
      { title: 'match-tools.why-not.title', breadcrumbs: back(id) },
    );
  }

  private async trial(
    id: string,
    form: FormModel,
    trial: { needs: ReturnType<MatchToolsView['tried']>; same: boolean } | null,
  ): Promise<View> {
    const run = await this.tools.looked(id, 'match.read');
    const model = {
      id,
      form,
      weights: this.words.weights(this.tools.rangesOf(run)),
      trial,
      beyond: this.words.admittedBeyond(run),
    };
    return view('console/referral/matches/what-if', model, {
      title: 'match-tools.what-if.title',
      breadcrumbs: back(id),
    });
  }
}

/** An emptied field is a mistake of the form and not the published weight. */
const Weights = z.preprocess(
  (typed) => ({ ...Object.fromEntries(WEIGHED_PARTS.map((part) => [part, Number.NaN])), ...(typed as object) }),
  WeightQuery,
);

const back = (id: string) => [{ href: `/console/matches/${id}`, key: 'matches.result.title' }];
