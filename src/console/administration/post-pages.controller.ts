import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { type Actor, inTurn } from '../../platform/database';
import { Texts } from '../../platform/i18n';
import { Units } from '../../reference/regions';
import { CurrentActor, PROVIDER_STAFF, RequirePermission } from '../../trust/access';
import { AccessTerms, Accounts, ASSIGNABLE_ROLES, ChangePosts, type PostRow, PostsStore } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, pageLocale, type Redirect, redirect, type View, view } from '../shell';
import { accountPlace } from './account-place';
import { unitsOfActor } from './units-of-actor';

const uuid = z.uuid();
const NewPost = z.strictObject({
  role: z.enum(ASSIGNABLE_ROLES),
  unitId: z.uuid().optional(),
  contractId: z.uuid().optional(),
  firstDay: z.iso.date().optional(),
  lastDay: z.iso.date().optional(),
});
const EndPost = z.strictObject({ lastDay: z.iso.date().optional() });

/** Posts of an account: what somebody may do, where and from when until when; and the contracts of operators (R14). */
@ApiExcludeController()
@Controller('console')
export class PostPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly accounts: Accounts,
    private readonly posts: PostsStore,
    private readonly terms: AccessTerms,
    private readonly units: Units,
    private readonly changePosts: ChangePosts,
    private readonly texts: Texts,
  ) {}

  @Get('accounts/:id/posts')
  @RequirePermission('accounts:read')
  list(@CurrentActor() actor: Actor, @Param('id', { schema: uuid }) id: string): Promise<View> {
    return this.postsPage(actor, id, emptyForm());
  }

  @Post('accounts/:id/posts')
  @RequirePermission('accounts:write')
  add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: uuid }) id: string,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, NewPost, {
      act: async ({ role, unitId, contractId, firstDay = null, lastDay = null }) => {
        const unit = unitId ? await this.units.byId(unitId) : null;
        const organisationId = await this.organisationFor(id, role, contractId);
        const post = accountPlace(actor, role, unit, organisationId);
        return this.changePosts.add(id, post, { firstDay, lastDay, termId: contractId ?? null });
      },
      done: () => redirect(`/console/accounts/${id}/posts`, { flash: { key: 'access.posts.added' } }),
      again: (form) => this.postsPage(actor, id, form),
    });
  }

  @Get('accounts/:id/posts/:postId/end')
  @RequirePermission('accounts:write')
  endForm(@Param('id', { schema: uuid }) id: string, @Param('postId', { schema: uuid }) postId: string): Promise<View> {
    return this.endPage(id, postId, emptyForm());
  }

  @Post('accounts/:id/posts/:postId/end')
  @RequirePermission('accounts:write')
  end(
    @Param('id', { schema: uuid }) id: string,
    @Param('postId', { schema: uuid }) postId: string,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, EndPost, {
      act: ({ lastDay = null }) => this.changePosts.end(id, postId, lastDay),
      done: () => redirect(`/console/accounts/${id}/posts`, { flash: { key: 'access.posts.ended' } }),
      again: (form) => this.endPage(id, postId, form),
    });
  }

  /** Contracts of operators that run or are to come. */
  @Get('access-terms')
  @RequirePermission('accounts:read')
  async running(): Promise<View> {
    const terms = (await this.terms.running()).map((term) => ({ ...term, endsAt: lastMoment(term.ends_at) }));
    return view('console/administration/access/terms', { terms });
  }

  /** Whose access ends with the contract, so that somebody else takes over their cases (R14). */
  @Get('access-terms/:id')
  @RequirePermission('accounts:read')
  async handover(@Param('id', { schema: uuid }) id: string): Promise<View> {
    const term = await this.terms.get(id);
    const names = await this.unitNames([term.district_code]);
    const holders = (await this.terms.holders(id)).map((holder) => ({
      ...holder,
      unit: (holder.unit_id && names.get(holder.unit_id)) ?? null,
    }));
    const breadcrumbs = [{ href: '/console/access-terms', key: 'access.terms.title' }];
    const model = { term: { ...term, endsAt: lastMoment(term.ends_at) }, holders };
    return view('console/administration/access/term', model, { breadcrumbs });
  }

  private async postsPage(actor: Actor, id: string, form: FormModel): Promise<View> {
    const { username } = await this.accounts.get(id);
    const rows = await this.posts.ofAccount(id);
    const names = await this.unitNames(rows.map((row) => row.district_code));
    const terms = (await this.terms.running()).map((term) => ({ value: term.id, text: term.label }));
    const roles = ASSIGNABLE_ROLES.map((value) => ({
      value,
      text: this.texts.t(pageLocale(), `accounts.role.${value}`),
    }));
    const units = (await unitsOfActor(this.units, actor)).map((unit) => ({ value: unit.id, text: unit.name }));
    const model = { id, posts: rows.map((row) => shown(row, names)), form, roles, units, terms };
    return view('console/administration/access/posts', model, { breadcrumbs: trail(id, username) });
  }

  private async endPage(id: string, postId: string, form: FormModel): Promise<View> {
    const { username } = await this.accounts.get(id);
    const rows = (await this.posts.ofAccount(id)).filter((row) => row.id === postId);
    const names = await this.unitNames(rows.map((row) => row.district_code));
    const breadcrumbs = [...trail(id, username), { href: `/console/accounts/${id}/posts`, key: 'access.posts.title' }];
    const model = { id, postId, posts: rows.map((row) => shown(row, names)), form };
    return view('console/administration/access/end-post', model, { breadcrumbs });
  }

  /** Provider staff stays with its provider; that of an operator is the contract's. */
  private async organisationFor(accountId: string, role: string, contractId?: string): Promise<string | null> {
    if (!PROVIDER_STAFF.some((one) => one === role)) return null;
    if (contractId) return (await this.terms.get(contractId)).organisation_id;
    const posts = await this.posts.ofAccount(accountId);
    return posts.find((post) => post.organisation_id !== null)?.organisation_id ?? null;
  }

  private async unitNames(districts: ReadonlyArray<string | null>): Promise<Map<string, string>> {
    const codes = [...new Set(districts)].filter((code) => code !== null);
    const units = await inTurn(codes, (code) => this.units.ofDistrict(code));
    return new Map(units.flat().map((unit) => [unit.id, unit.name]));
  }
}

const trail = (id: string, username: string) => [
  { href: '/console/accounts', key: 'accounts.list.title' },
  { href: `/console/accounts/${id}`, text: username },
];

/** The end of a day is the start of the next; people read the day. */
const lastMoment = (end: Date): Date => new Date(end.getTime() - 1);

const shown = (row: PostRow, names: ReadonlyMap<string, string>) => ({
  id: row.id,
  role: row.role,
  unit: (row.unit_id && names.get(row.unit_id)) ?? null,
  from: row.valid_from,
  until: row.valid_until && lastMoment(row.valid_until),
  contractId: row.term_id,
  contract: row.term_label,
  contractEnds: row.term_ends_at && lastMoment(row.term_ends_at),
  ended: row.ended_at !== null,
});
