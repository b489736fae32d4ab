import { Injectable } from '@nestjs/common';
import { inTurn, type Page, Transactions } from '../../platform/database';
import { Policies } from '../../reference/policies';
import { type Unit, Units } from '../../reference/regions';
import { levelsOf, releaseFields } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import type { ReserveEntryQuery, ReserveQuery } from './dto/reserve.dto';
import { reserveEntryView, type ReserveEntryView, type ReserveView } from './dto/reserve.view';
import type { Reserve } from './reserve.entity';
import type { ReserveEntry } from './reserve-entry.entity';
import { ReservesStore } from './reserves.store';

/** Of versions of a pack that say nothing of it. */
const ASK_BELOW = 20;
const NOTHING = { putInFen: 0, paidFen: 0, grants: 0, daysToPay: null };

/** Reads of the reserves of townships (R70); acts are use cases. */
@Injectable()
export class Reserves {
  constructor(
    private readonly store: ReservesStore,
    private readonly policies: Policies,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `reserve-not-found` */
  async one(id: string): Promise<ReserveView> {
    const [view] = await this.views([await this.store.get(id)]);
    return view!;
  }

  /** In tree order. */
  async list({ low, limit, after }: ReserveQuery): Promise<Page<ReserveView>> {
    const filter = { limit, after, ...(low && { lowPercent: this.askBelow() }) };
    const { items, next } = await this.store.list(filter);
    return { items: await this.views(items), next };
  }

  /** How many in reach ask to be topped up. */
  countLow(): Promise<number> {
    return this.store.countLow(this.askBelow());
  }

  /** The newest first. @throws AppError 404 `reserve-not-found` */
  async entries(id: string, query: ReserveEntryQuery): Promise<Page<ReserveEntryView>> {
    await this.store.get(id);
    const { items, next } = await this.store.entries(id, query);
    const undone = await this.store.undone(items.map((row) => row.id));
    const names = await this.accounts.names([...new Set(items.flatMap(({ enteredBy }) => enteredBy ?? []))]);
    return { items: items.map((row) => this.entry(row, undone, names)), next };
  }

  /** That of the township which is responsible for a place; null where it has none, or it is out of reach. */
  async ofPlace(regionPath: string): Promise<Reserve | null> {
    const unit = await this.units.responsible('station', regionPath);
    return unit && this.store.ofUnit(unit.id);
  }

  /** What is left for a place, in fen; null where there is no reserve, or it is out of reach. */
  async leftIn(regionPath: string): Promise<number | null> {
    return (await this.ofPlace(regionPath))?.balanceFen ?? null;
  }

  /** Stations of the actor's district that have none yet. */
  async unitsWithout(): Promise<Unit[]> {
    const { districtCodes } = this.transactions.actor;
    const units = (await inTurn(districtCodes, (code) => this.units.ofDistrict(code))).flat();
    const stations = units.filter(({ tier }) => tier === 'station');
    const found = await inTurn(stations, ({ id }) => this.store.ofUnit(id));
    return stations.filter((_, place) => found[place] === null);
  }

  /** The share of the pack under which a township is to be topped up, in percent (R70). */
  askBelow(districtCode = this.transactions.actor.districtCodes[0] ?? ''): number {
    return this.policies.current(districtCode).rules.reserve?.askBelowPercent ?? ASK_BELOW;
  }

  private async views(rows: readonly Reserve[]): Promise<ReserveView[]> {
    const totals = await this.store.totals(rows.map(({ id }) => id));
    return inTurn(rows, async ({ id, unitId, districtCode, imprestFen, balanceFen, version }) => {
      const askBelowFen = Math.ceil((imprestFen * this.askBelow(districtCode)) / 100);
      return {
        ...{ id, self: `/api/v1/reserves/${id}`, unitId, unitName: (await this.units.byId(unitId)).name },
        ...{ imprestFen, balanceFen, askBelowFen, low: balanceFen < askBelowFen },
        ...(totals.get(id) ?? NOTHING),
        version,
      };
    });
  }

  private entry(row: ReserveEntry, undone: Set<string>, names: ReadonlyMap<string, string>): ReserveEntryView {
    const { id, kind, amountFen, balanceFen, applicationId, undoesId, reason, enteredBy, enteredAt } = row;
    const view = {
      ...{ id, kind, amountFen, balanceFen, applicationId, undoesId, undone: undone.has(id), reason },
      ...{ enteredByName: enteredBy && (names.get(enteredBy) ?? null), enteredAt: enteredAt.toISOString() },
    };
    return releaseFields(reserveEntryView, view, levelsOf(this.transactions.actor.roles, []));
  }
}
