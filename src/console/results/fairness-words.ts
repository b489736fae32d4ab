import { Injectable } from '@nestjs/common';
import { formatNumber, type TextParams } from '../../platform/i18n';
import { FairnessNames, type FairnessView } from '../../results/fairness';
import { pageLocale } from '../shell';
import { COVERAGE_WIDTH, filledTo } from './fairness-picture';

type Coverage = FairnessView['coverage'];
type Group = Coverage['dimensions'][number]['groups'][number];

/** Figures of fairness as sentences and rows of tables; what is not told says so. */
@Injectable()
export class FairnessWords {
  constructor(private readonly names: FairnessNames) {}

  text(key: string, params?: TextParams): string {
    return this.names.text(pageLocale(), key, params);
  }

  period(days: Pick<FairnessView, 'from' | 'until'>): string {
    return this.names.period(pageLocale(), days);
  }

  count(value: number | null): string {
    return value === null ? this.text('hidden') : formatNumber(pageLocale(), value);
  }

  share(value: number | null): string {
    return value === null ? this.text('no-share') : this.text('percent', { value });
  }

  cause(cause: string): string {
    return this.names.cause(pageLocale(), cause);
  }

  size(size: string): string {
    return this.names.size(pageLocale(), size);
  }

  /** One table a dimension, each group with its bar. */
  coverage({ dimensions }: Coverage) {
    return dimensions.map(({ dimension, groups }) => ({
      caption: this.text(`dimension.${dimension}`),
      apart: this.apart(dimension, groups),
      rows: groups.map((group) => ({
        name: this.groupName(dimension, group),
        needs: this.count(group.needs),
        served: this.count(group.served),
        share: this.share(group.share),
        width: COVERAGE_WIDTH,
        filled: filledTo(group.share),
      })),
    }));
  }

  /** How far the best and the least covered lie apart (I21); nothing to say of fewer than two. */
  private apart(dimension: string, groups: readonly Group[]): string | null {
    const told = groups.filter(({ share }) => share !== null);
    const [least, best] = [told[0], told.at(-1)];
    if (!least || !best || told.length < 2 || least.share === best.share) return null;
    return this.text('apart', {
      ...{ least: this.groupName(dimension, least), best: this.groupName(dimension, best) },
      ...{ low: least.share!, high: best.share!, points: best.share! - least.share! },
    });
  }

  private groupName(dimension: string, group: Group): string {
    return this.names.group(pageLocale(), dimension, group);
  }
}
