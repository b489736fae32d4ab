import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { HouseholdCopy } from '../../people/rights';
import { type Locale, Texts } from '../../platform/i18n';
import { view, type View } from '../shell';

/** The copy of a household's data: to read on a print page, or as a file for another program (PIPL 45). */
@Injectable()
export class CopyPage {
  constructor(private readonly texts: Texts) {}

  /** @param again where somebody is led who loads the page anew: it is shown once */
  view(copy: HouseholdCopy, locale: Locale, again: string): View {
    const sections = copy.sections.map(({ key, rows }) => ({
      title: this.texts.t(locale, `rights.copy.section.${key}`),
      rows: rows.map((row) => ({
        fields: Object.entries(row).flatMap(([name, value]) =>
          value === null || value === ''
            ? []
            : [{ name: this.label(locale, name), value: this.said(locale, value, name) }],
        ),
      })),
    }));
    const { madeAt, requestNumber } = copy;
    const model = { madeAt, requestNumber, sections };
    return view('print/household-copy', model, { title: 'rights.copy.title', layout: 'print/layout', again });
  }

  file(copy: HouseholdCopy, reply: FastifyReply): StreamableFile {
    void reply.header('content-disposition', `attachment; filename="${copy.requestNumber}.json"`);
    void reply.header('cache-control', 'no-store').status(200);
    return new StreamableFile(Buffer.from(JSON.stringify(copy, null, 2)), { type: 'application/json' });
  }

  private label(locale: Locale, name: string): string {
    const key = `rights.copy.field.${name}`;
    return this.texts.has(key) ? this.texts.t(locale, key) : name;
  }

  /** A ground is a code in the file, words on the page. */
  private said(locale: Locale, value: unknown, name?: string): string {
    if (name === 'ground') return this.texts.t(locale, `who-looked.ground.${String(value)}`);
    if (typeof value === 'boolean') return this.texts.t(locale, value ? 'households.file.yes' : 'households.file.no');
    if (Array.isArray(value)) return value.map((one) => this.said(locale, one)).join(' · ');
    return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  }
}
