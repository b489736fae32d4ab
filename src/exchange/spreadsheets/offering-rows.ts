import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseInput, requestContext } from '../../platform/http';
import { Texts } from '../../platform/i18n';
import {
  CreateOffering,
  CreateOfferingInput,
  EditOffering,
  EditOfferingInput,
  Offerings,
} from '../../supply/offerings';
import { ImportRecordsStore, type RecordPlace } from './import-records.store';
import type { ImportRunRow } from './import-run.entity';
import { offeringValues, type SheetRow } from './offering-columns';
import { readSheet } from './sheet-reader';

/** Rows of a provider's sheet, each by the use cases that a form would call; a known row changes only what has changed. */
@Injectable()
export class OfferingRows {
  constructor(
    private readonly records: ImportRecordsStore,
    private readonly offerings: Offerings,
    private readonly createOffering: CreateOffering,
    private readonly editOffering: EditOffering,
    private readonly texts: Texts,
  ) {}

  /** @throws AppError 422 at `file` when it is no sheet of offerings */
  read(path: string): Promise<SheetRow[]> {
    return readSheet(this.texts, path);
  }

  /** Stores one row under its key, in the open transaction. @throws AppError as the use cases do */
  async store(run: ImportRunRow, row: SheetRow, key: string): Promise<'created' | 'updated' | 'unchanged'> {
    const place: RecordPlace = { districtCode: run.districtCode, source: run.source };
    const values = offeringValues(this.texts, row);
    const digest = createHash('sha256').update(JSON.stringify(values)).digest('hex');
    const [known] = await this.records.ofSource(place, [key]);
    if (known?.digest === digest) return 'unchanged';
    const offeringId = await this.write(run, values, known?.offeringId ?? null);
    const told = { proposedCode: null, confidence: null, termHash: null, termName: null };
    const { name, code } = await this.offerings.get(offeringId);
    await this.records.save(place, [{ sourceId: key, digest, offeringId, name, code, ...told }]);
    return known ? 'updated' : 'created';
  }

  private async write(run: ImportRunRow, values: object, offeringId: string | null): Promise<string> {
    const locale = requestContext.getStore()?.locale;
    if (offeringId === null) {
      const input = parseInput(CreateOfferingInput, { ...values, providerId: run.providerId }, locale);
      return (await this.createOffering.execute(input)).id;
    }
    const { version } = await this.offerings.get(offeringId);
    await this.editOffering.execute(offeringId, version, parseInput(EditOfferingInput, values, locale));
    return offeringId;
  }
}
