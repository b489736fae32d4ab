import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from '../../platform/database';
import { conflict, forbidden } from '../../platform/errors';
import { Audit } from '../../trust/audit';
import { AllocationCoverageStore } from './allocation-coverage.store';
import { AllocationFilesStore } from './allocation-files.store';
import type { AllocationNeed } from './allocation-need.entity';
import { AllocationNeedsStore } from './allocation-needs.store';
import type { AllocationOffering } from './allocation-offering.entity';
import { AllocationOfferingsStore } from './allocation-offerings.store';
import type { AllocationPin } from './allocation-pin.entity';
import { AllocationPinsStore } from './allocation-pins.store';
import { AllocationsStore } from './allocations.store';
import type { AllocationNeedQuery, AllocationPartQuery } from './dto/allocation.dto';
import type { AllocationCoverage } from './dto/allocation-parts.view';

/** What an allocation came to, part by part; whoever looks at needs or takes the proof along stands on the record (C2). */
@Injectable()
export class AllocationParts {
  constructor(
    private readonly store: AllocationsStore,
    private readonly needsStore: AllocationNeedsStore,
    private readonly offeringsStore: AllocationOfferingsStore,
    private readonly pinsStore: AllocationPinsStore,
    private readonly coverageStore: AllocationCoverageStore,
    private readonly files: AllocationFilesStore,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `allocation-not-found` */
  async needs(id: string, query: AllocationNeedQuery): Promise<Page<AllocationNeed>> {
    await this.looked(id, 'allocation.needs-read');
    return this.needsStore.list(id, query);
  }

  /** @throws AppError 404 `allocation-not-found` */
  async offerings(id: string, query: AllocationPartQuery): Promise<Page<AllocationOffering>> {
    await this.store.get(id);
    return this.offeringsStore.list(id, query);
  }

  /** @throws AppError 404 `allocation-not-found` */
  async pins(id: string, query: AllocationPartQuery): Promise<Page<AllocationPin>> {
    await this.looked(id, 'allocation.pins-read');
    return this.pinsStore.list(id, query);
  }

  /** By group, of the needs that the reader may see. @throws AppError 404 `allocation-not-found` */
  async coverage(id: string): Promise<AllocationCoverage[]> {
    await this.store.get(id);
    return this.coverageStore.of(id);
  }

  /**
   * The file that proves the result, as `verify-certificate.mjs` reads it. It has all needs with exact prices, so it is for who
   * may see each of them.
   * @throws AppError 403 `allocation-certificate-reach`; 404; 409 `allocation-no-certificate`
   */
  async certificate(id: string): Promise<{ name: string; content: Buffer }> {
    const { number } = await this.store.get(id);
    const packed = await this.files.read(id, 'certificate');
    if (!packed) throw conflict('allocation-no-certificate');
    if (!(await this.needsStore.seesAll(id))) throw forbidden('allocation-certificate-reach');
    await this.looked(id, 'allocation.certificate-read');
    return { name: `${number}.json`, content: gunzipSync(packed) };
  }

  /** Whether `certificate` would hand the reader the file of an allocation that has one. */
  mayTakeCertificate(id: string): Promise<boolean> {
    return this.needsStore.seesAll(id);
  }

  /** The script with which anybody checks such a file again, with nothing but Node. */
  verifier(): Promise<Buffer> {
    return readFile(join(__dirname, 'verify-certificate.mjs'));
  }

  private async looked(id: string, action: string): Promise<void> {
    const { districtCode } = await this.store.get(id);
    await this.audit.read({ action, subjectType: 'allocation', subjectId: id, districtCode });
  }
}
