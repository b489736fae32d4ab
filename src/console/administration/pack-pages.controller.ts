import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import type { Locale } from '../../platform/i18n';
import { packRows, packSections, Policies, viewPackHead } from '../../reference/policies';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { CurrentLocale, type View, view } from '../shell';
import { isOpen, packSection } from './pack-sections';
import { PackWords } from './pack-words';

const Filter = z.object({ only: z.literal('open').optional().catch(undefined) });

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
    const all = packRows(pack);
    const open = all.filter(isOpen);
    const { name, version, heads, current, placeholder, amountsFrom } = viewPackHead(
      pack,
      this.policies.runsOn(pack, districtCodes),
      all,
    );
    const address = `/console/policy-packs/${code}`;
    const shown = only === 'open' ? open : all;
    const model = {
      ...{ version, current, placeholder, withoutAmounts: amountsFrom === null },
      layers: heads.map((head) => ({ ...head, name: head.name[locale] })),
      filters: [
        { href: address, text: this.words.t(locale, 'packs.show.all'), count: all.length, current: !only },
        {
          href: `${address}?only=open`,
          text: this.words.t(locale, 'packs.show.open'),
          count: open.length,
          current: only === 'open',
        },
      ],
      sections: packSections
        .map((section) =>
          packSection(section, shown, (row) => ({
            name: this.words.name(row, locale),
            says: this.words.says(row, all, locale),
          })),
        )
        .filter(({ parts }) => parts.length > 0),
      citations: pack.citations.map((one) => ({ ...one, by: one.status === 'superseded' ? one.by : null })),
    };
    return view('console/administration/packs/show', model, {
      titleText: name[locale],
      breadcrumbs: [{ href: '/console/policy-packs', key: 'shell.areas.packs' }],
    });
  }
}
