import { Injectable } from '@nestjs/common';
import { conflict, invalid, notFound } from '../../platform/errors';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Taxonomy } from '../../reference/taxonomy';
import { Audit } from '../../trust/audit';
import { offeringLifecycle } from './offering.lifecycle';
import { OfferingsStore } from './offerings.store';
import { type ImportedOffering, importKey, providerKey } from './import-record';
import { importRow } from './import-row';
import { ImportsStore } from './imports.store';

/**
 * Stores services of an outside directory as offerings, once for each id of the source. The caller reads, maps, counts
 * and commits (about 200 records a transaction); a record without a code waits on the mapping desk.
 */
@Injectable()
export class ImportOffering {
  constructor(
    private readonly store: ImportsStore,
    private readonly offerings: OfferingsStore,
    private readonly taxonomy: Taxonomy,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 when the code is not in the list */
  async execute(record: ImportedOffering): Promise<{ offeringId: string }> {
    const [offeringId] = await this.many([record]);
    if (!offeringId) throw notFound('offering-not-found');
    return { offeringId };
  }

  /** The same for many, with a handful of statements. @returns the offerings' ids in the order of the records */
  async many(records: readonly ImportedOffering[]): Promise<string[]> {
    for (const { code, extraCodes } of records) {
      for (const one of code === null ? extraCodes : [code, ...extraCodes]) this.check(one);
    }
    const ids = new Map<string, string>();
    for (const place of new Set(records.map(importKey))) {
      const group = records.filter((record) => importKey(record) === place);
      for (const [sourceId, id] of await this.storeGroup(group)) ids.set(`${place} ${sourceId}`, id);
    }
    return records.map((record) => ids.get(`${importKey(record)} ${record.sourceId}`)!);
  }

  /** The mapping desk gives an imported offering its code, or takes it away (null). @throws AppError 404, 409, 422 */
  async assignCode(offeringId: string, code: string | null): Promise<void> {
    const offering = await this.offerings.get(offeringId);
    if (code !== null) this.check(code);
    if (offering.source === null) throw conflict('offering-not-imported');
    const { districtCode, state: from } = offering;
    const move = code === null ? 'unmap' : 'map';
    const moves = (from === 'unmapped') === (code !== null);
    const state = moves
      ? await this.lifecycles.move({ lifecycle: offeringLifecycle, subjectId: offeringId, districtCode, from, move })
      : from;
    await this.offerings.move(offering, { code, state, updatedAt: this.clock.now() });
    await this.audit.changed({
      action: 'offering.code-assigned',
      subjectType: 'offering',
      subjectId: offeringId,
      fields: ['code'],
      districtCode,
    });
    const aggregateVersion = offering.version + 1;
    await this.events.publish({ type: 'offering.changed', aggregateId: offeringId, aggregateVersion, districtCode });
  }

  private async storeGroup(records: readonly ImportedOffering[]): Promise<Map<string, string>> {
    const { districtCode, source } = records[0]!;
    const place = { districtCode, source };
    const providers = await this.store.providers(
      place,
      records.map((record) => record.provider),
    );
    // The last of several records with one id counts.
    const unique = [...new Map(records.map((record) => [record.sourceId, record])).values()];
    const rows = unique.map((record) => importRow(record, providers.get(providerKey(record.provider))!));
    const action = 'offering.records-stored';
    await this.audit.changed({ action, subjectType: 'directory', fields: [source, String(rows.length)], districtCode });
    return this.store.offerings(place, rows);
  }

  private check(code: string): void {
    if (!this.taxonomy.exists(code) || !code.includes('-'))
      throw invalid([{ field: 'code', code: 'service-code-unknown', params: { code } }]);
  }
}
