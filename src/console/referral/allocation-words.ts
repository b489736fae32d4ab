import { Injectable } from '@nestjs/common';
import { formatDate, formatNumber, type TextParams, Texts } from '../../platform/i18n';
import { Regions } from '../../reference/regions';
import { Taxonomy } from '../../reference/taxonomy';
import { type Allocation, boundByFloors, floorGroups, provedGap } from '../../referral/allocations';
import { Transactions } from '../../platform/database';
import { pageLocale } from '../shell';

const HUNDREDTHS = 100;

export interface Choice {
  value: string;
  text: string;
}

/** Words of the pages of allocations, in the reader's language. */
@Injectable()
export class AllocationWords {
  constructor(
    private readonly texts: Texts,
    private readonly taxonomy: Taxonomy,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
  ) {}

  /** Below `allocation-pages.`. */
  text(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), `allocation-pages.${key}`, params);
  }

  /** Below `allocations.`: words that the API has too. */
  known(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), `allocations.${key}`, params);
  }

  number(value: number, digits = 0): string {
    return formatNumber(pageLocale(), value, digits);
  }

  date(day: string | Date): string {
    return formatDate(pageLocale(), day);
  }

  service(code: string): string {
    return this.taxonomy.exists(code) ? this.taxonomy.name(code, pageLocale()) : code;
  }

  cause(cause: string): string {
    return this.texts.t(pageLocale(), `gaps.cause.${cause}`);
  }

  /** In place of what the reader may not see. */
  hidden(): string {
    return this.texts.t(pageLocale(), 'release.not-shown');
  }

  severity(severity: number): string {
    return this.texts.t(pageLocale(), `people-checks.severity.s${severity}`);
  }

  /** What is proved of a result, rounded so that it stays true. */
  certificate(row: Allocation) {
    const { value, upperBound, keptIncumbent, worseBy } = row;
    if (value === null || upperBound === null) return null;
    return {
      sentence: this.proof(row),
      rows: [
        { key: this.text('certificate.value'), value: this.number(value) },
        { key: this.text('certificate.bound'), value: this.number(upperBound) },
        { key: this.text('certificate.checked'), value: this.text('certificate.checked-by') },
      ],
      kept: keptIncumbent ? this.text(worseBy === null ? 'certificate.kept' : 'certificate.kept-else') : null,
      worse: worseBy === null ? null : this.known('worse', { points: this.number(worseBy) }),
    };
  }

  private proof(row: Allocation): string {
    const gap = provedGap(row);
    const among = boundByFloors(row) ? '-floors' : '';
    if (gap === null) return this.text('certificate.no-points');
    if (gap === 0) return this.text(`certificate.best${among}`);
    return this.known(`proof${among}`, { percent: this.number(gap / HUNDREDTHS, 2) });
  }

  /** Townships of the district, to tick. */
  async townships(): Promise<Choice[]> {
    const [districtCode] = this.transactions.actor.districtCodes;
    if (districtCode === undefined) return [];
    const { id } = await this.regions.byCode(districtCode);
    const below = await this.regions.descendants(id);
    return below
      .filter(({ level }) => level === 'township')
      .map((region) => ({ value: String(region.id), text: region.name }));
  }

  /** Families of services, to tick. */
  families(): Choice[] {
    return this.taxonomy
      .all()
      .filter(({ parent }) => parent === null)
      .map(({ code }) => ({ value: code, text: this.service(code) }));
  }

  /** Groups that a floor can be set for, as `group:key`. */
  floorChoices(townships: readonly Choice[]): Choice[] {
    const fixed = (group: string, keys: readonly string[]) =>
      keys.map((key) => ({ value: `${group}:${key}`, text: this.groupName(group, key) }));
    return [
      ...townships.map(({ value, text }) => ({ value: `township:${value}`, text })),
      ...floorGroups.flatMap((group) => fixed(group, FIXED[group] ?? [])),
      ...this.families().map(({ value, text }) => ({ value: `code:${value}`, text })),
    ];
  }

  /** A group of a floor; townships by their names. */
  group(id: string, townships: readonly Choice[]): string {
    const [group = '', key = ''] = id.split(':');
    if (group === 'township') return townships.find(({ value }) => value === key)?.text ?? key;
    return group === 'code' ? this.service(key) : this.groupName(group, key);
  }

  private groupName(group: string, key: string): string {
    if (group === 'circle') return this.texts.t(pageLocale(), `calculations.circle.${key}`);
    return this.text(`group.${group}.${key}`);
  }
}

/** Keys of the groups that are the same in every district. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  circle: ['C1', 'C2', 'C3', 'C4', 'outside'],
  age: ['child', 'adult', 'older'],
  disability: ['yes', 'no'],
};
