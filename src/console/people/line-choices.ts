import { Injectable } from '@nestjs/common';
import { type EconomyLine, exemptionsOn, tradesOn } from '../../people/verification';
import { formatMoney } from '../../platform/i18n';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';
import { namedTrade } from './calculation-terms';

type OfPack = Pick<EconomyLine, 'trade' | 'exemptOn' | 'exemptReason'>;

/** What a line may say of the rows of the district's pack: its trade (R65), its ground to be left out (R67). */
@Injectable()
export class LineChoices {
  constructor(
    private readonly policies: Policies,
    private readonly words: AssessmentWords,
    private readonly clock: Clock,
  ) {}

  /** @param line left out: of any line */
  of(districtCode: string, line?: Pick<EconomyLine, 'kind' | 'item'>) {
    const { rules } = this.policies.current(districtCode);
    const today = this.clock.today();
    const trades = line === undefined || line.kind === 'income' ? tradesOn(rules, today) : [];
    const grounds = line === undefined || line.kind === 'asset' ? exemptionsOn(rules, today, line?.item) : [];
    const average = (fen: number) => formatMoney(pageLocale(), fen);
    return {
      trades: this.choices('obligors.trade-none', trades, (row) => ({
        value: row.trade,
        text: this.words.text('obligors.trade-choice', { name: this.tradeName(row), average: average(row.fen) }),
      })),
      exemptions: this.choices('obligors.exempt-none', grounds, (row) => ({
        ...{ value: row.code, text: this.words.of(row) },
      })),
    };
  }

  /** What a line says of them, in words; the code itself where the pack has no such row any more. */
  told(districtCode: string, { trade, exemptOn, exemptReason }: OfPack): string {
    const { income, property } = this.policies.current(districtCode).rules;
    if (trade !== null) {
      const row = income.averages.find((one) => one.trade === trade);
      return this.words.text('obligors.trade-told', { name: row ? this.tradeName(row) : trade });
    }
    if (exemptOn === null) return '';
    const row = property.exemptions.find(({ code }) => code === exemptOn);
    const name = row ? this.words.of(row) : exemptOn;
    return this.words.text('obligors.exempt-told', { name, reason: exemptReason ?? '' });
  }

  private tradeName(row: Parameters<typeof namedTrade>[0]): string {
    return this.words.of(namedTrade(row));
  }

  /** Empty where the pack has no row: then nothing is asked. */
  private choices<R>(none: string, rows: readonly R[], choice: (row: R) => { value: string; text: string }) {
    return rows.length === 0 ? [] : [{ value: '', text: this.words.text(none) }, ...rows.map(choice)];
  }
}
