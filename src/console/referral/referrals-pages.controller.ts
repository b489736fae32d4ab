import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { type Referral, ReferralQuery, Referrals, referralLifecycle } from '../../referral/referrals';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, schemaInput, type View, view } from '../shell';
import { ReferralPage } from './referrals-page';
import { type ReferralNames, ReferralWords, STATE_COLOURS } from './referrals-words';

/** Lists of referrals: a provider's inbox, a worker's list; the filters stand in the address. */
@ApiExcludeController()
@Controller('console/referrals')
export class ReferralPages {
  constructor(
    private readonly referrals: Referrals,
    private readonly words: ReferralWords,
    private readonly pages: ReferralPage,
  ) {}

  @Get()
  @RequirePermission('referrals:read')
  async list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    const staff = actor.organisationId === null;
    const parsed = ReferralQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : ReferralQuery.parse({ open: 'true' });
    const page = await this.referrals.list(query);
    const names = await this.words.namesOf(page.items, staff);
    const { after: _, ...filters } = typed;
    const model = {
      form: emptyForm({ state: query.state ?? '', number: query.number ?? '' }),
      states: this.words.choices('referrals.state', referralLifecycle.states),
      tabs: await this.tabs(staff, typed),
      rows: page.items.map((referral) => this.row(referral, names, staff, actor)),
      filters,
      next: page.next,
      staff,
    };
    return view('console/referral/referrals/list', model);
  }

  @Get(':id')
  @RequirePermission('referrals:read')
  one(@Param('id', { schema: z.uuid() }) id: string): Promise<View> {
    return this.pages.show(id);
  }

  private row(referral: Referral, names: ReferralNames, staff: boolean, { roles }: Actor) {
    const { id, number, needCode, state, answerDueAt, task, summary } = referral;
    const asked = state === 'sent' && !staff && referralLifecycle.allowed(state, roles).includes('accept');
    const named = staff || !this.words.restricted(needCode);
    return {
      ...{ id, asked, number, state, colour: STATE_COLOURS[state] ?? 'grey' },
      stateText: this.words.text(`referrals.state.${state}`),
      need: this.words.service(named ? needCode : null),
      offering: named ? (names.offerings.get(referral.offeringId) ?? null) : null,
      provider: staff ? (names.providers.get(referral.providerId) ?? null) : null,
      household: staff ? (names.households.get(referral.householdId) ?? null) : null,
      about: staff ? null : [summary.township, summary.ageBand].filter((part) => part !== null).join(' · '),
      due: state === 'sent' ? this.words.moment(answerDueAt) : null,
      task: staff && task ? this.words.text(`referrals.task.${task}`) : null,
    };
  }

  private async tabs(staff: boolean, typed: Record<string, string>) {
    const wanted: Array<[string, Record<string, string>]> = staff
      ? [
          ['mine', { owner: 'me', open: 'true' }],
          ['tasks', { owner: 'me', task: 'true' }],
          ['open', { open: 'true' }],
          ['all', {}],
        ]
      : [
          ['to-answer', { state: 'sent' }],
          ['open', { open: 'true' }],
          ['all', {}],
        ];
    const here = new URLSearchParams(typed).toString();
    const tabs = [];
    for (const [key, filter] of wanted) {
      const search = new URLSearchParams(filter).toString();
      const count = key === 'all' ? null : await this.referrals.count(ReferralQuery.parse(filter));
      const href = search ? `/console/referrals?${search}` : '/console/referrals?limit=50';
      tabs.push({ href, text: this.words.text(`referrals.list.${key}`), count, current: here === search });
    }
    return tabs;
  }
}
