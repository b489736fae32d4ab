import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Households } from '../../people/households';
import { Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { gapCauses, Gaps, GapQuery, gapStates, VillageNames } from '../../referral/gaps';
import { PhraseTexts } from '../../referral/matching';
import { RequirePermission } from '../../trust/access';
import { emptyForm, pageLocale, schemaInput, type View, view } from '../shell';

/** Needs that nobody serves, one by one and rolled up; the filters stand in the address (R97, I8, R73). */
@ApiExcludeController()
@Controller('console/gaps')
export class GapsPages {
  constructor(
    private readonly gaps: Gaps,
    private readonly households: Households,
    private readonly villages: VillageNames,
    private readonly taxonomy: Taxonomy,
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
  ) {}

  @Get()
  @RequirePermission('gaps:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = GapQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : GapQuery.parse({ state: 'open' });
    const page = await this.gaps.list(query);
    const counts = await this.gaps.summary(query);
    const names = await this.households.namesOf(page.items.map(({ householdId }) => householdId));
    const villages = await this.villages.of(counts.map(({ regionPath }) => regionPath));
    const { after: _, ...filters } = typed;
    const model = {
      form: emptyForm(typed),
      filters,
      next: page.next,
      codes: this.codes(),
      states: this.choices('gaps.state.', gapStates),
      causes: this.choices('gaps.cause.', gapCauses),
      gaps: page.items.map(({ id, householdId, code, severity, cause, state, openedAt }) => ({
        ...{ id, householdId, severity, openedAt, open: state === 'open' },
        household: names.get(householdId) ?? null,
        need: this.service(code),
        cause: this.say(`gaps.cause.${cause}`),
        state: this.say(`gaps.state.${state}`),
        severityText: this.say(`people-checks.severity.s${severity}`),
      })),
      counts: counts.map(({ regionPath, code, causes, ...count }) => ({
        ...count,
        causes: Object.entries(causes).map(([cause, number]) => `${this.say(`gaps.cause.${cause}`)} ${number}`),
        ...{ code, regionPath, need: this.service(code), village: villages.get(regionPath) ?? regionPath },
      })),
    };
    return view('console/referral/gaps/list', model);
  }

  private codes(): Array<{ value: string; text: string }> {
    const families = this.taxonomy.all().filter(({ parent }) => parent === null);
    return families.flatMap(({ code }) => [
      { value: code, text: this.service(code) },
      ...this.taxonomy
        .children(code)
        .map((term) => ({ value: term.code, text: `${term.code} ${this.service(term.code)}` })),
    ]);
  }

  private choices(prefix: string, values: readonly string[]): Array<{ value: string; text: string }> {
    return values.map((value) => ({ value, text: this.say(prefix + value) }));
  }

  private service(code: string): string {
    return this.phrases.service(pageLocale(), code);
  }

  private say(key: string): string {
    return this.texts.t(pageLocale(), key);
  }
}
