import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../errors';
import { SubjectKeys } from './subject-keys.store';

/** Digest of a text under one subject's key. */
export type SubjectDigest = (text: string) => Buffer;

const BYTES = 16;

/**
 * Keyed digests for the record (design 8.8): they prove later what a value was to whoever still has it, and mean
 * nothing once the subject's key is destroyed.
 */
@Injectable()
export class SubjectDigests {
  constructor(private readonly subjectKeys: SubjectKeys) {}

  /** @returns undefined for an erased subject, whose values nobody may prove any more */
  async of(subjectId: string): Promise<SubjectDigest | undefined> {
    const key = await this.subjectKeys.forDigests(subjectId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'subject-erased') return undefined;
      throw error;
    });
    return key && ((text) => createHmac('sha256', key).update(text, 'utf8').digest().subarray(0, BYTES));
  }
}
