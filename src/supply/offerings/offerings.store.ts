import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Offering } from './offering.entity';

export interface OfferingFilter {
  /** A code of domain E, or one of its level-one families: every code that is meant. */
  codes?: readonly string[];
  providerId?: string;
  districtCode?: string;
  state?: Offering['state'];
  /** Confirmed before this day, or never. */
  confirmedBefore?: string;
  /** Part of the name. */
  q?: string;
  limit: number;
  after?: string;
}

/** Rows of offerings. What an actor cannot reach is not there (404). */
@Injectable()
export class OfferingsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(offering: Offering): Promise<void> {
    await this.repository.insert(offering);
  }

  async get(id: string): Promise<Offering> {
    const offering = await this.repository.findOneBy({ id });
    if (!offering) throw notFound('offering-not-found');
    return offering;
  }

  /** In id order, as several rows are always locked. */
  byIds(ids: readonly string[]): Promise<Offering[]> {
    return this.repository.find({ where: { id: In([...ids]) }, order: { id: 'ASC' } });
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<Offering>): Promise<void> {
    const result = await this.repository.update({ id, version }, { ...changes, version: version + 1 } as object);
    if (result.affected !== 1) throw stale();
  }

  /** Moves from the state that was read. @throws AppError 409 when somebody else was first */
  async move(offering: Offering, changes: Partial<Offering>): Promise<void> {
    const { id, state, version } = offering;
    const result = await this.repository.update({ id, state, version }, { ...changes, version: version + 1 } as object);
    if (result.affected !== 1) throw conflict('try-again');
  }

  /** A page, newest first. */
  async list(filter: OfferingFilter): Promise<Page<Offering>> {
    const query = this.repository.createQueryBuilder('o').where('true');
    if (filter.districtCode) query.andWhere('o.district_code = :district', { district: filter.districtCode });
    if (filter.providerId) query.andWhere('o.provider_id = :provider', { provider: filter.providerId });
    if (filter.state) query.andWhere('o.state = :state', { state: filter.state });
    if (filter.codes) {
      query.andWhere('(o.code = any(:codes) or o.extra_codes && :codes)', { codes: [...filter.codes] });
    }
    if (filter.confirmedBefore) {
      const before = { before: filter.confirmedBefore };
      query.andWhere('(o.confirmed_on is null or o.confirmed_on < :before)', before);
    }
    if (filter.q) query.andWhere('strpos(lower(o.name), lower(:q)) > 0', { q: filter.q });
    if (filter.after) {
      const [createdAt, id] = decodeCursor(filter.after);
      query.andWhere('(o.created_at, o.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    query
      .orderBy('o.created_at', 'DESC')
      .addOrderBy('o.id', 'DESC')
      .limit(filter.limit + 1);
    return pageOf(await query.getMany(), filter.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** How many listed offerings of the actor's reach wait for "still correct". */
  async countToConfirm(providerId: string, before: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ count: number }>>(
      `select count(*)::integer as count from offerings
       where provider_id = $1 and state = 'listed' and (confirmed_on is null or confirmed_on < $2)`,
      [providerId, before],
    );
    return row?.count ?? 0;
  }

  private get repository() {
    return this.transactions.manager.getRepository(Offering);
  }
}
