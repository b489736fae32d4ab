import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import type { Provider } from './provider.entity';
import { type ProviderFilter, ProvidersStore } from './providers.store';

/** Reads of providers; acts are use cases of their own. */
@Injectable()
export class Providers {
  constructor(private readonly store: ProvidersStore) {}

  /** @throws AppError 404 `provider-not-found` */
  get(id: string): Promise<Provider> {
    return this.store.get(id);
  }

  /** Names by id; ids out of reach are left out. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = ids.length === 0 ? [] : await this.store.byIds([...new Set(ids)]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** By the number that stands on its page, in either case; null when out of reach. */
  ofNumber(number: string): Promise<Provider | null> {
    return this.store.byNumber(number.toUpperCase());
  }

  list(filter: ProviderFilter): Promise<Page<Provider>> {
    return this.store.list(filter);
  }

  /** Applications that wait for the centre. */
  countApplied(): Promise<number> {
    return this.store.countApplied();
  }

  /** Districts where a provider may register. */
  districtsOfService(): Promise<Array<{ code: string; name: string }>> {
    return this.store.districtsOfService();
  }
}
