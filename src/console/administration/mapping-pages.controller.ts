import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { DecideMapping, MappingDesk, UndoMapping } from '../../exchange/hsds';
import { invalid } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { RequirePermission } from '../../trust/access';
import {
  CurrentLocale,
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  redirect,
  ticked,
  schemaInput,
  view,
} from '../shell';

const PAGE = 50;
const STATES = ['unmapped', 'mapped', 'decided'] as const;
const Filter = z.object({
  state: z.enum(STATES).default('unmapped').catch('unmapped'),
  district: z.string().max(80).optional().catch(undefined),
  source: z.string().max(60).optional().catch(undefined),
  code: z.string().max(10).optional().catch(undefined),
  term: z.string().max(20).optional().catch(undefined),
  after: z.string().max(1000).optional().catch(undefined),
});
const Decision = z.strictObject({
  ids: oneOrMany(z.uuid()).refine((ids) => ids.length > 0, 'mapping-choose-records'),
  code: z.string().max(10).optional(),
  /** The second button: no code of the list fits. */
  none: ticked,
  /** The third one, for records that were decided: as if nobody had. */
  undo: ticked,
  sameTerm: ticked,
  /** Query of the list, to come back to it. */
  back: z.string().max(600).optional(),
});

/** The mapping desk: a person gives outside services the codes that rules could not. */
@ApiExcludeController()
@Controller('console/mapping')
@RequirePermission('mapping:write')
export class MappingPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly desk: MappingDesk,
    private readonly decideMapping: DecideMapping,
    private readonly undoMapping: UndoMapping,
    private readonly taxonomy: Taxonomy,
    private readonly texts: Texts,
  ) {}

  @Get()
  list(@Query() query: Record<string, string>, @CurrentLocale() locale: Locale) {
    return this.page(query, locale, emptyForm());
  }

  @Post('decisions')
  async decide(@Body() body: Record<string, string>, @CurrentLocale() locale: Locale) {
    const back = Object.fromEntries(new URLSearchParams(body['back'] ?? ''));
    return this.forms.submit(body, Decision, {
      act: async ({ ids, code, none, undo, sameTerm }) => {
        if (undo) return { count: await this.undoMapping.execute(ids), key: 'imports.mapping.undone' };
        if (!none && code === undefined) throw invalid([{ field: 'code', code: 'mapping-choose-code' }]);
        const count = await this.decideMapping.execute(ids, none ? null : (code ?? null), { sameTerm });
        return { count, key: 'imports.mapping.decided' };
      },
      done: ({ count, key }) =>
        redirect(`/console/mapping?${new URLSearchParams(back).toString()}`, { flash: { key, params: { count } } }),
      again: (form) => this.page(back, locale, form),
    });
  }

  /** One record with the source's own words. */
  @Get(':id')
  async show(@Param('id', ParseUUIDPipe) id: string, @CurrentLocale() locale: Locale) {
    const { record, offering } = await this.desk.one(id);
    const model = {
      record: {
        ...record,
        proposedName: this.nameOf(record.proposedCode, locale),
        codeName: this.nameOf(record.code, locale),
      },
      offering,
      codes: this.codes(locale),
      undo: record.state === 'decided',
      form: emptyForm({ code: record.code ?? record.proposedCode ?? '' }),
      back: '',
    };
    return view('console/administration/mapping/show', model, { titleText: record.name });
  }

  private async page(query: Record<string, string>, locale: Locale, form: FormModel) {
    const filter = Filter.parse(schemaInput(query));
    const { state, district, source, code, term, after } = filter;
    const chosen = { state, districtCode: district, source, proposedCode: code, termHash: term };
    const page = await this.desk.list({ ...chosen, limit: PAGE, ...(after && { after }) });
    const kept = Object.entries({ state, district, source, code, term }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const back = new URLSearchParams(kept).toString();
    const sources = await this.desk.sources();
    const model = {
      records: page.items.map((record) => ({
        ...record,
        proposedName: this.nameOf(record.proposedCode, locale),
        codeName: this.nameOf(record.code, locale),
        percent: record.confidence === null ? null : Math.round(record.confidence * 100),
      })),
      filter: emptyForm(filter),
      form,
      sources: [...new Set(sources.map((one) => one.source))].map((value) => ({ value, text: value })),
      waiting: sources.filter((one) => one.state === 'unmapped'),
      codes: this.codes(locale),
      undo: state === 'decided',
      states: STATES.map((value) => ({ value, text: this.texts.t(locale, `imports.mapping.states.${value}`) })),
      back,
      first: after ? `/console/mapping?${back}` : null,
      next: page.next && `/console/mapping?${new URLSearchParams([...kept, ['after', page.next]]).toString()}`,
    };
    return view('console/administration/mapping/list', model, { title: 'imports.mapping.title' });
  }

  private nameOf(code: string | null, locale: Locale): string | null {
    return code === null ? null : `${code} ${this.taxonomy.name(code, locale)}`;
  }

  private codes(locale: Locale): Array<{ value: string; text: string }> {
    return this.taxonomy
      .assignable()
      .map(({ code }) => ({ value: code, text: `${code} ${this.taxonomy.name(code, locale)}` }));
  }
}
