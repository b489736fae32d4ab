import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import type { Locale } from '../../platform/i18n';
import { layeredRows, packSections, Policies, viewPackHead } from '../../reference/policies';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { CurrentLocale, type View, view } from '../shell';
import { isOpen, type PackRow, packSection } from './pack-sections';
import { PackWords } from './pack-words';

const Filter = z.object({ only: z.enum(['open', 'own']).optional().catch(undefined) });

/** The policy packs to read: what each says, on which citation, and what a county still has to check (R2, B3). */
@ApiExcludeController()
@Controller('console/policy-packs')
@RequirePermission('packs:read')
export class PackPages {
  constructor(
    private readonly policies: Policies,
    private readonly words: PackWords,
  ) {}

  @Get()
  list(@CurrentActor() { districtCodes }: Actor, @CurrentLocale() locale: Locale): View {
    const packs = this.policies.all().map((pack) => {
      const head = viewPackHead(pack, this.policies.runsOn(pack, districtCodes));
      const pairs = (counts: Record<string, number>) =>
        Object.entries(counts).flatMap(([key, count]) => (count > 0 && key !== 'none' ? [{ key, count }] : []));
      return {
        ...head,
        name: head.name[locale],
        marks: pairs(head.marks),
        citationStatuses: pairs(head.citationStatuses),
      };
    });
    return view('console/administration/packs/list', { packs });
  }

  @Get(':code')
  show(
    @Param('code') code: string,
    @Query() query: unknown,
    @CurrentActor() { districtCodes }: Actor,
    @CurrentLocale() locale: Locale,
  ): View {
    const { only } = Filter.parse(query);
    const pack = this.policies.pack(code);
    const { rows: all, removed } = layeredRows(pack, (one) => this.policies.under(one));
    const open = all.filter(isOpen);
    const own = all.filter(({ layer }) => layer === code);
    const { name, version, heads, current, placeholder, amountsFrom } = viewPackHead(
      pack,
      this.policies.runsOn(pack, districtCodes),
      all,
    );
    const address = `/console/policy-packs/${code}`;
    const shown = { all, open, own }[only ?? 'all'];
    const layers = heads.map((head) => ({ ...head, name: head.name[locale] }));
    const words = (row: PackRow) => ({
      name: this.words.name(row, locale),
      says: this.words.says(row, all, locale),
      layerName: layers.find((layer) => layer.code === row.layer)?.name ?? row.layer,
    });
    const tab = (key: 'all' | 'open' | 'own', count: number) => ({
      href: key === 'all' ? address : `${address}?only=${key}`,
      text: this.words.t(locale, `packs.show.${key}`),
      ...{ count, current: key === (only ?? 'all') },
    });
    const model = {
      ...{ version, current, placeholder, withoutAmounts: amountsFrom === null },
      layers,
      filters: [
        tab('all', all.length),
        ...(heads.length > 1 ? [tab('own', own.length)] : []),
        tab('open', open.length),
      ],
      sections: packSections
        .map((section) => packSection(section, shown, words))
        .filter(({ parts }) => parts.length > 0),
      removed: removed.map((row) => ({ ...words(row), section: row.section })),
      citations: pack.citations.map((one) => ({
        ...one,
        text: locale === 'en' ? one.textEn : one.text,
        by: one.status === 'superseded' ? one.by : null,
      })),
    };
    return view('console/administration/packs/show', model, {
      titleText: name[locale],
      breadcrumbs: [{ href: '/console/policy-packs', key: 'shell.areas.packs' }],
    });
  }
}
