import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CiphertextError, closeEnvelope, keyIdOf, openEnvelope } from './envelope';
import { KeyRing } from './key-ring';
import { SubjectKeys } from './subject-keys.store';

/** What can be searched by equality. `phone-tail` is the last four digits, `ledger` a household as its ledger tells it. */
export type IndexKind = 'identity' | 'phone' | 'phone-tail' | 'account' | 'ledger' | 'watch-person';

/** Encrypts single fields for a subject and makes the blind indexes to find them by (design 8.7, C2). */
@Injectable()
export class Sealer {
  constructor(
    private readonly subjectKeys: SubjectKeys,
    private readonly ring: KeyRing,
  ) {}

  /**
   * @param place `table.column`; bound to the ciphertext together with `rowId`
   * @throws AppError 410 `subject-erased` when the subject was erased
   */
  async seal(subjectId: string, place: string, rowId: string, text: string): Promise<Buffer> {
    return this.sealBytes(subjectId, place, rowId, Buffer.from(text, 'utf8'));
  }

  /** Makes the keys of new subjects at once, before the first of their values is sealed. */
  fresh(subjectIds: readonly string[]): Promise<void> {
    return this.subjectKeys.fresh(subjectIds);
  }

  /** Reads the keys of many subjects at once, for a list. */
  ahead(subjectIds: readonly string[]): Promise<void> {
    return this.subjectKeys.ahead(subjectIds);
  }

  /** @throws CiphertextError when the bytes were changed or moved; AppError 410 `subject-erased` */
  async open(subjectId: string, place: string, rowId: string, bytes: Buffer): Promise<string> {
    return (await this.openBytes(subjectId, place, rowId, bytes)).toString('utf8');
  }

  /** As `seal`, for contents that are not text (chunks of documents). */
  async sealBytes(subjectId: string, place: string, rowId: string, bytes: Buffer): Promise<Buffer> {
    const { id, key } = await this.subjectKeys.forWriting(subjectId);
    return closeEnvelope(key, id, `${place}|${rowId}`, bytes);
  }

  /** As `open`, for contents that are not text. */
  async openBytes(subjectId: string, place: string, rowId: string, bytes: Buffer): Promise<Buffer> {
    const { id, key } = await this.subjectKeys.forReading(subjectId);
    if (!keyIdOf(bytes).equals(id)) throw new CiphertextError(`Ciphertext of ${place} belongs to another subject`);
    return openEnvelope(key, `${place}|${rowId}`, bytes);
  }

  /** Proof of a value for the record: keyed by the subject's key, so it proves nothing once that is destroyed. */
  async digest(subjectId: string, place: string, text: string): Promise<Buffer> {
    const { key } = await this.subjectKeys.forWriting(subjectId);
    return createHmac('sha256', key).update(`digest|${place}|${text}`, 'utf8').digest();
  }

  /** Blind index to store, under the active key. The caller normalises the text (digits only, upper case X …). */
  index(kind: IndexKind, normalisedText: string): Buffer {
    return this.ring.blindIndex(this.ring.activeId, kind, normalisedText);
  }

  /** Blind indexes to look up, one for each key in the ring: rows written before a rotation are found too. */
  indexes(kind: IndexKind, normalisedText: string): Buffer[] {
    return this.ring.ids.map((id) => this.ring.blindIndex(id, kind, normalisedText));
  }
}
