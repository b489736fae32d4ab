import { Injectable } from '@nestjs/common';
import { type Cut, movements, type Simulation, type SimulationTotals } from '../../people/simulations';
import { formatMoney } from '../../platform/i18n';
import type { PolicyPack } from '../../reference/policies';
import { Regions } from '../../reference/regions';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';

const MONTHS = 12;

/** A figure that opens the families it counts. */
interface Figure {
  count: number;
  href: string;
}
interface Row {
  name: string;
  families: Figure;
  moved: Figure[];
  /** For the picture of how many of them move. */
  changed: number;
  changedText: string;
  before: string;
  after: string;
  difference: string;
}

/** What a simulation came to, as tables: each figure leads to its families. */
@Injectable()
export class SimulationTables {
  constructor(
    private readonly regions: Regions,
    private readonly words: AssessmentWords,
  ) {}

  async of({ id }: Pick<Simulation, 'id'>, totals: SimulationTotals, pack: PolicyPack) {
    const href = (filter: Record<string, string>) => {
      const query = new URLSearchParams(filter).toString();
      return `/console/simulations/${id}/households${query ? `?${query}` : ''}`;
    };
    const townships = await this.regions.paths(totals.townships.map(({ key }) => Number(key)));
    const township = (key: string) => townships.get(Number(key))?.at(-1)?.name ?? key;
    const table = (
      caption: string,
      first: string,
      filter: string,
      cuts: readonly Cut[],
      name: (key: string) => string,
    ) => ({
      caption: this.words.text(`simulations.show.${caption}`),
      first: this.words.text(`simulations.show.${first}`),
      rows: cuts.map((cut) => this.row(cut, name(cut.key), (more) => href({ [filter]: cut.key, ...more }))),
    });
    return {
      movements: movements.map((one) => this.words.text(`simulations.movement.${one}`)),
      stats: movements.map((one) => ({
        ...{
          count: totals.all.moved[one],
          href: href({ movement: one }),
          text: this.words.text(`simulations.movement.${one}`),
        },
      })),
      costs: this.costs(totals.all),
      tables: [
        table('townships', 'township', 'township', totals.townships, township),
        table('circles', 'circle', 'before', totals.circles, (key) => this.circle(key)),
        table('types', 'type', 'type', totals.types, (key) => this.type(pack, key)),
      ],
      circlesAfter: Object.entries(totals.circlesAfter)
        .sort()
        .map(([key, count]) => ({ name: this.circle(key), count, href: href({ now: key }) })),
    };
  }

  circle(code: string): string {
    return this.words.text(`calculations.circle.${code}`);
  }

  type(pack: PolicyPack, code: string): string {
    const row = pack.rules.types.find((one) => one.code === code);
    return row ? this.words.of(row) : this.words.text('simulations.show.none');
  }

  money(fen: number): string {
    return formatMoney(pageLocale(), fen);
  }

  private costs({ fenBefore, fenAfter }: Cut) {
    return [1, MONTHS].map((months) => ({
      period: this.words.text(`simulations.show.${months === 1 ? 'month' : 'year'}`),
      before: this.money(fenBefore * months),
      after: this.money(fenAfter * months),
      difference: this.money((fenAfter - fenBefore) * months),
    }));
  }

  private row(cut: Cut, name: string, href: (more: Record<string, string>) => string): Row {
    const { families, moved, fenBefore, fenAfter } = cut;
    const changed = families - moved.same;
    return {
      name,
      families: { count: families, href: href({}) },
      moved: movements.map((one) => ({ count: moved[one], href: href({ movement: one }) })),
      changed,
      changedText: this.words.text('simulations.show.moved', { moved: changed, families }),
      before: this.money(fenBefore),
      after: this.money(fenAfter),
      difference: this.money(fenAfter - fenBefore),
    };
  }
}
