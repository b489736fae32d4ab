import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { MatchTools, Matching, type MatchRun } from '../../referral/matching';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, type Redirect, type View, view } from '../shell';
import { MatchToolsView } from './match-tools-view';

const uuid = z.uuid();
/** One group a need: what is fixed and why, and what is set aside. */
const Choices = z
  .strictObject({
    needs: z
      .array(
        z.strictObject({
          id: uuid,
          pin: z.union([z.literal('none'), uuid]).default('none'),
          reason: z.string().max(300).optional(),
          aside: oneOrMany(uuid),
        }),
      )
      .max(60)
      .default([]),
  })
  .superRefine(({ needs }, { addIssue }) => {
    for (const [at, { pin, reason, aside }] of needs.entries()) {
      const refuse = (field: string, message: string) =>
        addIssue({ code: 'custom', path: ['needs', at, field], message });
      if (pin !== 'none' && aside.includes(pin)) refuse('pin', 'pinned-and-set-aside');
      if (pin !== 'none' && !reason) refuse('reason', 'pin-reason-missing');
    }
  });

/** Fixes and sets aside offerings and matches again around them; a worker's word stands over the order (R12, matching.md 1 b). */
@ApiExcludeController()
@Controller('console/matches/:id/replan')
@RequirePermission('matches:create')
export class MatchReplanPages {
  constructor(
    private readonly matching: Matching,
    private readonly tools: MatchTools,
    private readonly words: MatchToolsView,
    private readonly forms: Forms,
  ) {}

  @Get()
  async form(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const run = await this.tools.looked(id, 'match.read');
    return this.page(run, emptyForm({ needs: chosenIn(run) }));
  }

  @Post()
  async again(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    const run = await this.tools.looked(id, 'match.read');
    const needIds = run.snapshot.needs.map((need) => need.id);
    return this.forms.submit(body, Choices, {
      act: ({ needs }) =>
        this.matching.matchHousehold(run.householdId, {
          needIds,
          pinned: needs.flatMap(({ id: needId, pin, reason = '' }) =>
            pin === 'none' ? [] : [{ needId, offeringId: pin, reason }],
          ),
          forbidden: needs.flatMap(({ id: needId, aside }) => aside.map((offeringId) => ({ needId, offeringId }))),
        }),
      done: (made) => redirect(`/console/matches/${made.id}`),
      again: (form) => this.page(run, form),
    });
  }

  private page({ id, result, snapshot }: MatchRun, form: FormModel): View {
    const named = ({ id: value, name, providerName }: { id: string; name: string; providerName: string }) => ({
      ...{ value, text: `${name} · ${providerName}` },
    });
    const aside = (needId: string) => (snapshot.context.forbidden ?? []).filter((one) => one.needId === needId);
    const needs = result.needs.map(({ need, candidates }, index) => {
      const set = aside(need.id).map(({ offeringId }) => offeringId);
      const offerings = snapshot.offerings.filter((one) => set.includes(one.id));
      const items = [...candidates.map((one) => named(one.offering)), ...offerings.map(named)];
      const pins = [{ value: 'none', text: this.words.none }, ...items];
      return { index, id: need.id, name: this.words.service(need.code), items, pins };
    });
    return view(
      'console/referral/matches/replan',
      { id, form, needs },
      {
        title: 'match-tools.replan.title',
        breadcrumbs: [{ href: `/console/matches/${id}`, key: 'matches.result.title' }],
      },
    );
  }
}

/** What the worker had fixed and set aside for this match, to begin with. */
const chosenIn = ({ result, snapshot: { context } }: MatchRun) =>
  result.needs.map(({ need }) => {
    const pin = context.pins?.find(({ needId }) => needId === need.id);
    const aside = (context.forbidden ?? []).filter(({ needId }) => needId === need.id);
    return {
      ...{ pin: pin?.offeringId ?? 'none', reason: pin?.reason ?? '' },
      aside: aside.map(({ offeringId }) => offeringId),
    };
  });
