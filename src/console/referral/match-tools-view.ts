import { Injectable } from '@nestjs/common';
import { Texts, type TextParams } from '../../platform/i18n';
import {
  type Comparison,
  type Exclusion,
  type ExclusionPage,
  type MatchRun,
  type Phrase,
  PhraseTexts,
  type TriedNeed,
  type TriedPlace,
  USUAL_WEIGHTS,
  WEIGHED_PARTS,
  type WeightRanges,
} from '../../referral/matching';
import { pageLocale } from '../shell';
import { outOf } from './matches-view';

/** What the tools of a match say, in the reader's words. */
@Injectable()
export class MatchToolsView {
  constructor(
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
  ) {}

  comparison({ need, offerings, rows }: Comparison) {
    return {
      need: this.service(need.code),
      offerings: offerings.map(({ offering, candidate }) => ({
        ...{ id: offering.id, name: offering.name, provider: offering.providerName, admitted: candidate !== null },
      })),
      differing: rows.filter(({ differs }) => differs).length,
      rows: rows.map(({ fact, cells, differs }) => ({
        ...{ name: this.text(`match-tools.row.${fact}`), differs },
        cells: cells.map(({ points, says }) => ({ points, says: says.map((phrase) => this.say(phrase)) })),
      })),
    };
  }

  /** One number field a part, with its range and its published weight. */
  weights(ranges: WeightRanges) {
    return WEIGHED_PARTS.map((part) => ({
      name: part,
      label: this.text(`match-tools.what-if.weight.${part}`),
      hint: this.text('match-tools.what-if.range', {
        ...{ least: 0, most: 0, ...ranges.get(part) },
        usual: USUAL_WEIGHTS[part],
      }),
    }));
  }

  tried(needs: readonly TriedNeed[]) {
    return needs.map(({ need, usual, tried, planned, wouldPlan }, index) => ({
      ...{ index, name: this.service(need.code), any: usual.length > 0 },
      ...{ usual: usual.map(asItIs), tried: tried.map(asTried) },
      ...{ now: planned?.name ?? null, would: wouldPlan?.name ?? null },
      samePlan: planned?.id === wouldPlan?.id,
    }));
  }

  /** Whether a trial changes neither an order nor the plan. */
  isSame(needs: readonly TriedNeed[]): boolean {
    return needs.every(
      ({ tried, planned, wouldPlan }) =>
        planned?.id === wouldPlan?.id && tried.every(({ rank, usualRank }) => rank === usualRank),
    );
  }

  /** How many are admitted, where a match holds the best of them alone: a trial says nothing of the others. */
  admittedBeyond({ snapshot, result: { needs } }: MatchRun): number | null {
    return snapshot.counted ? needs.reduce((sum, { admitted }) => sum + admitted, 0) : null;
  }

  exclusions({ items }: ExclusionPage) {
    return items.map(({ need, offering, binding, admits, further }) => ({
      ...{ id: offering.id, name: offering.name, provider: offering.providerName, need: this.service(need.code) },
      ...{ binding: this.refusal(binding), admits, further: further.map((one) => this.refusal(one)) },
    }));
  }

  /** How many of those kept out the match holds, where it holds the nearest alone; null where it holds all. */
  nearest({ result: { needs } }: MatchRun, needId?: string): { held: number; out: number } | null {
    const asked = needs.filter(({ need }) => needId === undefined || need.id === needId);
    const held = asked.reduce((sum, { excluded }) => sum + excluded.length, 0);
    const out = asked.reduce((sum, need) => sum + outOf(need), 0);
    return held < out ? { held, out } : null;
  }

  /** Choices of the filter: the needs of the match, and the rules and changes that occur with how often. */
  filters({ result }: MatchRun, { rules, changes }: ExclusionPage) {
    const counted = (kind: 'rule' | 'change', counts: ReadonlyMap<string, number>) =>
      [...counts].map(([value, count]) => {
        const name = this.text(`match-tools.${kind}.${value}`);
        return { value, text: this.text('match-tools.why-not.option', { name, count }) };
      });
    return {
      needs: result.needs.map(({ need }) => ({ value: need.id, text: this.service(need.code) })),
      rules: counted('rule', rules),
      changes: counted('change', changes),
    };
  }

  refusal({ reason, change, citation }: Exclusion['binding']) {
    return { reason: this.say(reason), change: this.say(change), citation };
  }

  /** The choice of who fixes nothing. */
  get none(): string {
    return this.text('match-tools.replan.pin-none');
  }

  service(code: string): string {
    return this.phrases.service(pageLocale(), code);
  }

  say(phrase: Phrase): string {
    return this.phrases.say(pageLocale(), phrase);
  }

  private text(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }
}

const asItIs = ({ offering, usualRank, usualScore }: TriedPlace) => ({
  ...{ rank: usualRank, name: offering.name, provider: offering.providerName, score: usualScore },
});
const asTried = ({ offering, rank, score, usualRank }: TriedPlace) => ({
  ...{ rank, name: offering.name, provider: offering.providerName, score, was: usualRank, moved: rank !== usualRank },
});
