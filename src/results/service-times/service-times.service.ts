import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock, monthOf, nextMonth, plusMonths } from '../../platform/time';
import { Regions } from '../../reference/regions';
import type { NeedTimesQuery, TimesQuery } from './dto/service-time.dto';
import { cellOf, type ServiceTimesView } from './dto/service-time.view';
import { type NeedTime, ServiceTimesStore, type Span } from './service-times.store';
import { LEAST_NEEDS, shownTimes } from './time-cells';

/** Months that are looked at when nobody says which. */
const USUAL_MONTHS = 12;

/** How long households wait from their yes to an offer, an acceptance and a service (R97, I4). */
@Injectable()
export class ServiceTimes {
  constructor(
    private readonly store: ServiceTimesStore,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  async figures(query: TimesQuery): Promise<ServiceTimesView> {
    const { from, to } = this.months(query);
    const found = await this.store.cells(spanOf(from, to), query.code ?? null);
    const { cells, whole } = shownTimes(found.cells, found.whole);
    const townships = await this.townships(cells.map(({ townshipId }) => townshipId));
    return {
      ...{ from, to, leastNeeds: LEAST_NEEDS, next: null },
      items: cells.map((cell) => ({
        ...{
          townshipId: cell.townshipId,
          township: townships.get(cell.townshipId ?? 0) ?? null,
          code: cell.code ?? '',
        },
        ...cellOf(cell),
      })),
      whole: cellOf(whole),
    };
  }

  /** The needs behind the figures, as far as the reader reaches their files. */
  needs(query: NeedTimesQuery): Promise<Page<NeedTime>> {
    const { from, to } = this.months(query);
    return this.store.needs(spanOf(from, to), query);
  }

  /** The months that are meant: the last twelve unless somebody says otherwise. */
  months({ from, to }: Pick<TimesQuery, 'from' | 'to'>): { from: string; to: string } {
    const last = to ?? monthOf(this.clock.today());
    return { from: from ?? monthOf(plusMonths(`${last}-01`, 1 - USUAL_MONTHS)), to: last };
  }

  private async townships(ids: ReadonlyArray<number | null>): Promise<Map<number, string>> {
    const paths = await this.regions.paths(ids.flatMap((id) => (id === null ? [] : [id])));
    return new Map([...paths].flatMap(([id, path]) => (path.at(-1) ? [[id, path.at(-1)!.name]] : [])));
  }
}

const startOf = (month: string): Date => new Date(`${month}-01T00:00:00+08:00`);
const spanOf = (from: string, to: string): Span => ({ from: startOf(from), to: startOf(monthOf(nextMonth(to))) });
