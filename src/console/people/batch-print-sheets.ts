import { Injectable } from '@nestjs/common';
import type { BatchPrint, PrintedFile } from '../../exchange/batch-prints';
import { formatDate, formatMoney, formatNumber, Texts } from '../../platform/i18n';
import { Policies, type PrintField } from '../../reference/policies';
import { pageLocale } from '../shell';

interface Bilingual {
  zh: string;
  en: string;
}
type Group = PrintedFile['withheld'][number];

/** Which group of C3 each field is of; the others are shown to everybody who may open the file. */
const GROUPS: Readonly<Partial<Record<PrintField, Group>>> = {
  ...{ name: 'contact', address: 'contact', phone: 'contact', people: 'contact', signers: 'contact' },
  ...{ income: 'economy', spending: 'economy', assets: 'economy', amount: 'economy' },
};
/** Fields that are no line of a sheet: tables, lists, places to sign. */
const APART: readonly PrintField[] = ['people', 'signers', 'checks'];

/** Papers of a batch in the reader's words: a sheet a file, or a row a file. */
@Injectable()
export class BatchPrintSheets {
  constructor(
    private readonly texts: Texts,
    private readonly policies: Policies,
  ) {}

  of(order: BatchPrint, files: readonly PrintedFile[]) {
    const { definition, id, number, finishedAt, orderedAt } = order;
    const printed = files.filter(({ leftOut }) => leftOut === null);
    const list = definition.layout === 'list';
    const blanks = definition.blanks.map((blank) => ({
      text: this.words(blank),
      lines: Array.from({ length: blank.lines }, (_, line) => line),
    }));
    return {
      ...{ id, called: number, paper: this.words(definition), list, blanks, madeAt: finishedAt ?? orderedAt },
      texts: definition.texts.map((text) => this.words(text)),
      signatures: definition.signatures.map((text) => this.words(text)),
      columns: [...definition.fields.map((field) => this.label(field)), ...blanks.map(({ text }) => text)],
      rows: list
        ? printed.map((file) => [...definition.fields.map((field) => this.value(field, file)), ...blanks.map(() => '')])
        : [],
      sheets: list ? [] : printed.map((file) => this.sheet(order, file)),
    };
  }

  private sheet({ definition, districtCode }: BatchPrint, file: PrintedFile) {
    const { fields } = definition;
    const lines = fields.filter((field) => !APART.includes(field));
    const groups = new Set(fields.flatMap((field) => GROUPS[field] ?? []));
    return {
      heading: `${this.words(definition)} ${file.number ?? ''}`.trim(),
      withheld: file.withheld.filter((group) => groups.has(group)),
      rows: lines.map((field) => ({ key: this.label(field), value: this.value(field, file) })),
      people: file.people?.map((person) => ({ ...person, relation: this.t(`households.relation.${person.relation}`) })),
      signers: file.signers ?? [],
      departments: fields.includes('checks') ? this.departments(districtCode) : [],
    };
  }

  private departments(districtCode: string) {
    const { departments, catalogue } = this.policies.current(districtCode).rules.checks;
    return departments.map((department) => ({
      name: this.words(department),
      items: catalogue.filter((item) => item.department === department.code).map((item) => this.words(item)),
    }));
  }

  /** What is not there stays free, to be written in; what the reader may not have says so. */
  private value(field: PrintField, file: PrintedFile): string {
    const group = GROUPS[field];
    const text = this.shown(field, file);
    if (text !== null && text !== '') return text;
    return group && file.withheld.includes(group) ? this.t('release.not-shown') : '';
  }

  private shown(field: PrintField, file: PrintedFile): string | null {
    const locale = pageLocale();
    const money = (fen: number | null | undefined) => (typeof fen === 'number' ? formatMoney(locale, fen) : null);
    const day = (date: string | null | undefined) => (date ? formatDate(locale, date) : null);
    const values: Partial<Record<PrintField, string | null | undefined>> = {
      ...{ number: file.number, name: file.displayName, place: file.regionName, address: file.address },
      ...{ phone: file.phone, recheck: day(file.recheckOn), opened: day(file.openedAt) },
      members: file.memberCount === undefined ? null : formatNumber(locale, file.memberCount),
      class: file.primaryClass ? this.t(`classification.short.${file.primaryClass}`) : null,
      circle: file.circle ? this.t(`calculations.circle.${file.circle}`) : null,
      ...{ income: money(file.incomeFen), spending: money(file.expenditureFen) },
      ...{ assets: money(file.assetsFen), amount: money(file.amountFen) },
    };
    return values[field] ?? null;
  }

  words(text: Bilingual): string {
    return pageLocale() === 'en' ? text.en : text.zh;
  }

  private label(field: PrintField): string {
    return this.t(`batch-prints.field.${field}`);
  }

  private t(key: string): string {
    return this.texts.t(pageLocale(), key);
  }
}
