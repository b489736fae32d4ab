import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, invalid, notFound, stale } from '../../platform/errors';
import { Provider } from './provider.entity';

export interface ProviderFilter {
  state?: Provider['state'];
  kind?: Provider['kind'];
  districtCode?: string;
  /** Part of the name. */
  q?: string;
  limit: number;
  after?: string;
}

const UNIQUE_VIOLATION = '23505';

/** A credit code registers once in a district. @throws AppError 422 `credit-code-taken` */
function refuseTakenCode(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === UNIQUE_VIOLATION && constraint === 'providers_credit_code_key') {
    throw invalid([{ field: 'creditCode', code: 'credit-code-taken' }]);
  }
  throw error;
}

/** Rows of providers. What an actor cannot reach is not there (404). */
@Injectable()
export class ProvidersStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 422 `credit-code-taken` */
  async insert(provider: Provider): Promise<void> {
    await this.repository.insert(provider).catch(refuseTakenCode);
  }

  async get(id: string): Promise<Provider> {
    const provider = await this.repository.findOneBy({ id });
    if (!provider) throw notFound('provider-not-found');
    return provider;
  }

  byNumber(number: string): Promise<Provider | null> {
    return this.repository.findOneBy({ number });
  }

  byIds(ids: readonly string[]): Promise<Provider[]> {
    return this.repository.findBy({ id: In([...ids]) });
  }

  /** @throws AppError 412 when `version` is not the newest, 422 `credit-code-taken` */
  async update(id: string, version: number, changes: Partial<Provider>): Promise<void> {
    const result = await this.repository
      .update({ id, version }, { ...changes, version: version + 1 })
      .catch(refuseTakenCode);
    if (result.affected !== 1) throw stale();
  }

  /** Moves from the state that was read. @throws AppError 409 when somebody else was first */
  async move(provider: Provider, changes: Partial<Provider>): Promise<void> {
    const { id, state, version } = provider;
    const result = await this.repository.update({ id, state, version }, { ...changes, version: version + 1 });
    if (result.affected !== 1) throw conflict('try-again');
  }

  /** A page by name. */
  async list(filter: ProviderFilter): Promise<Page<Provider>> {
    const query = this.repository.createQueryBuilder('p').where('true');
    if (filter.state) query.andWhere('p.state = :state', { state: filter.state });
    if (filter.kind) query.andWhere('p.kind = :kind', { kind: filter.kind });
    if (filter.districtCode) query.andWhere('p.district_code = :district', { district: filter.districtCode });
    if (filter.q) query.andWhere('strpos(lower(p.name), lower(:q)) > 0', { q: filter.q });
    if (filter.after) {
      const [name, id] = decodeCursor(filter.after);
      query.andWhere('(p.name, p.id) > (:name, :id::uuid)', { name, id });
    }
    query
      .orderBy('p.name')
      .addOrderBy('p.id')
      .limit(filter.limit + 1);
    return pageOf(await query.getMany(), filter.limit, (row) => [row.name, row.id]);
  }

  async countApplied(): Promise<number> {
    return this.repository.countBy({ state: 'applied' });
  }

  /** Districts with service points of their own: where a provider may register. */
  districtsOfService(): Promise<Array<{ code: string; name: string }>> {
    return this.transactions.manager.query(
      `select distinct r.code, r.name from units u join regions r on r.district_code = u.district_code
       where r.level = 'county' and r.valid_to is null and u.valid_to is null order by r.code`,
    );
  }

  private get repository() {
    return this.transactions.manager.getRepository(Provider);
  }
}
