import { Injectable } from '@nestjs/common';
import { type Instrument, type InstrumentItem, itemMaximum } from '../../people/assessments';
import {
  formStates,
  type GroupComparison,
  type GroupFigures,
  type ItemFigures,
  levelMoves,
  needMoves,
  type NormingResult,
  type Pair,
  type ReliabilityResult,
  scoreEnds,
  type ShownCells,
} from '../../people/instrument-quality';
import { formatNumber } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';
import { stackedBar } from './instrument-quality-picture';
import { TownshipNames } from './township-names';

/** Below, the questions do not hang together; above, they say the same thing over and over. */
const ALPHA = { low: 0.7, high: 0.95 };
/** Below, it depends on who asks; above, hardly. */
const KAPPA = { low: 0.4, high: 0.6 };
/** Below, a question measures something else than the others. */
const LOW_CORRELATION = 0.2;
/** From this share of people at an end on, the scale cannot tell them apart. */
const CROWDED = 15;

/** Figures of studies as the tables of their pages; what is not shown says so. */
@Injectable()
export class InstrumentQualityTables {
  constructor(
    private readonly townships: TownshipNames,
    private readonly taxonomy: Taxonomy,
    private readonly words: AssessmentWords,
  ) {}

  /** Of a measurement: places beside one another, and the questions of each. */
  async reliability(instrument: Instrument, { groups }: ReliabilityResult) {
    const names = await this.names(groups);
    const named = groups.map((group) => ({ name: this.nameOf(names, group), ...group }));
    const [whole] = groups;
    return {
      states: formStates.map((state) => this.text(`state-of-form.${state}`)),
      ends: scoreEnds.map((end) => this.text(`end.${end}`)),
      reading: whole ? this.readingOf(whole) : [],
      places: named.map((group) => this.place(group)),
      questions: named
        .filter(({ items }) => items.some(({ cells }) => cells !== null))
        .map((group) => ({
          ...{ name: group.name, whole: group.townshipId === null },
          caption: this.text('show.questions-of', { name: group.name }),
          rows: group.items.flatMap((figures) => this.question(instrument, figures, group.people)),
        })),
    };
  }

  /** Of a proposal: who would change level, which needs would open or close. */
  async norming({ groups }: NormingResult) {
    const names = await this.names(groups);
    const [whole] = groups;
    return {
      moves: levelMoves.map((move) => this.text(`level.${move}`)),
      needMoves: needMoves.map((move) => this.text(`need.${move}`)),
      places: groups.map(({ levels, people, ...group }) => ({
        ...{ name: this.nameOf(names, group), people: this.number(people) },
        cells: levelMoves.map((move) => this.cell(levels, move, people)),
      })),
      needs: (whole?.needs ?? []).map(({ code, cells }) => ({
        name: this.needName(code),
        cells: needMoves.map((move) => this.cell(cells, move, whole!.people)),
      })),
      needsByTownship: groups
        .filter(({ townshipId }) => townshipId !== null)
        .flatMap((group) =>
          group.needs
            .filter(({ cells }) => cells !== null && (cells['opens'] !== 0 || cells['closes'] !== 0))
            .map(({ code, cells }) => ({
              ...{ name: this.nameOf(names, group), need: this.needName(code) },
              cells: needMoves.map((move) => this.cell(cells, move, group.people)),
            })),
        ),
    };
  }

  /** Two measurements side by side. */
  async comparison(instrument: Instrument, groups: readonly GroupComparison[]) {
    const names = await this.names(groups);
    return groups.map((group) => ({
      name: this.nameOf(names, group),
      rows: [
        ...(['people', 'mean', 'deviation', 'alpha', 'kappa', 'median'] as const).map((figure) =>
          this.pair(this.text(`figure.${figure}`), group[figure]),
        ),
        ...group.items.flatMap(({ id, restCorrelation }) => {
          const item = instrument.items.find((one) => one.id === id);
          const name = item && this.text('show.rest-of', { item: this.words.of(item) });
          return name ? [this.pair(name, restCorrelation)] : [];
        }),
      ],
    }));
  }

  /** A share in per cent; of fewer than ten people none. */
  share(value: number | null): string {
    return value === null ? this.text('hidden') : this.text('percent', { value });
  }

  number(value: number | null, digits = 0): string {
    return value === null ? this.text('none') : formatNumber(pageLocale(), value, digits);
  }

  private place(group: GroupFigures & { name: string }) {
    const { people, states, ends, spread, alpha, gap, agreement, time } = group;
    return {
      ...{ name: group.name, people: this.number(people) },
      states: formStates.map((state) => this.cell(states, state, people)),
      ends: scoreEnds.map((end) => this.cell(ends, end, people)),
      mean: this.number(spread?.mean ?? null, 2),
      deviation: this.number(spread?.deviation ?? null, 2),
      alpha: alpha === null ? this.text(`gap.${gap ?? 'too-few'}`) : this.number(alpha, 3),
      // Measurements of before have neither.
      agreement: agreement
        ? this.text('show.kappa-of', { kappa: this.number(agreement.kappa, 2), pairs: agreement.pairs })
        : this.text('hidden'),
      took: time
        ? this.text('show.time-of', {
            ...{ median: this.minutes(time.median), lower: this.minutes(time.lower) },
            ...{ upper: this.minutes(time.upper), forms: time.forms },
          })
        : this.text('hidden'),
    };
  }

  private minutes(seconds: number): string {
    return this.number(seconds / 60, 1);
  }

  /** What the figures of the district mean, in plain words. */
  private readingOf({ alpha, gap, ends, people, agreement }: GroupFigures): string[] {
    const band = alpha === null ? null : alpha < ALPHA.low ? 'low' : alpha > ALPHA.high ? 'high' : 'fine';
    const lines = [
      band
        ? this.text(`reading.alpha-${band}`, { alpha: this.number(alpha, 3) })
        : this.text(`reading.gap-${gap ?? 'too-few'}`),
    ];
    const kappa = agreement?.kappa ?? null;
    const agreed = kappa === null ? 'none' : kappa < KAPPA.low ? 'low' : kappa < KAPPA.high ? 'fair' : 'fine';
    lines.push(this.text(`reading.kappa-${agreed}`, { kappa: this.number(kappa, 2) }));
    for (const end of ['floor', 'ceiling'] as const) {
      const share = ends?.[end] == null ? 0 : Math.round((100 * ends[end]) / people);
      if (share > CROWDED) lines.push(this.text(`reading.${end}`, { share }));
    }
    return lines;
  }

  private question(instrument: Instrument, { id, cells, restCorrelation }: ItemFigures, people: number) {
    const item = instrument.items.find((one) => one.id === id);
    if (!item || !cells) return [];
    const asked = people - (cells['skipped'] ?? 0);
    const missing = cells['missing'] ?? null;
    return [
      {
        name: this.words.of(item),
        picture: stackedBar(cells, people),
        answers: Object.keys(cells).map((key) => ({
          name: this.answerName(instrument, item, key),
          text: this.cell(cells, key, people),
        })),
        missing:
          missing === null || cells['skipped'] === null || asked === 0
            ? this.text('hidden')
            : this.share(Math.round((100 * missing) / asked)),
        correlation: item.scored ? this.number(restCorrelation, 2) : this.text('show.not-scored'),
        low: restCorrelation !== null && restCorrelation < LOW_CORRELATION,
      },
    ];
  }

  /** The words of the answer behind a value; a reversed one is turned back. */
  private answerName(instrument: Instrument, item: InstrumentItem, key: string): string {
    if (!/^\d+$/.test(key)) return this.text(`answer.${key}`);
    const value = item.reverse ? itemMaximum(instrument, item) - Number(key) : Number(key);
    const option = instrument.options[item.options]?.find((one) => one.value === value);
    return this.text('answer.value', { value: Number(key), name: option ? this.words.of(option) : '' });
  }

  private cell(cells: ShownCells | null, key: string, people: number): string {
    const count = cells?.[key] ?? null;
    if (count === null) return this.text('hidden');
    return this.text('count', { count, share: people === 0 ? 0 : Math.round((100 * count) / people) });
  }

  private pair(name: string, { before, after, difference }: Pair) {
    const sign = difference !== null && difference > 0 ? '+' : '';
    return {
      name,
      before: this.number(before, 3),
      after: this.number(after, 3),
      difference: sign + this.number(difference, 3),
    };
  }

  private needName(code: string): string {
    return `${this.taxonomy.name(code, pageLocale())} ${code}`;
  }

  private names(groups: ReadonlyArray<{ townshipId: number | null }>): Promise<Map<number, string>> {
    return this.townships.of(groups.flatMap(({ townshipId }) => townshipId ?? []));
  }

  private nameOf(names: ReadonlyMap<number, string>, { townshipId }: { townshipId: number | null }): string {
    return townshipId === null ? this.text('district') : (names.get(townshipId) ?? String(townshipId));
  }

  private text(key: string, params?: Record<string, string | number>): string {
    return this.words.text(`instrument-quality.${key}`, params);
  }
}
