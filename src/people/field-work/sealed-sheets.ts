import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { AppError } from '../../platform/errors';
import type { AssessmentConflict } from './assessment-conflict.entity';
import type { FieldSheet } from './field-sheet.entity';
import { listOf, type Operation, type Operations, operationsOf } from './merge-operations';

const OPERATIONS = 'field_sheets.operations';
const REASONS = { sheet: 'field_sheets.reason', conflict: 'assessment_conflicts.reason' } as const;
type Row = Pick<FieldSheet, 'id' | 'householdId'>;

/** What was answered without a network and why something was set aside: sealed for the household (design 8.7). */
@Injectable()
export class SealedSheets {
  constructor(private readonly sealer: Sealer) {}

  /** Null where the household was erased meanwhile: nothing of it may come back. */
  async sealOperations({ id, householdId }: Row, operations: Operations): Promise<Buffer | null> {
    try {
      return await this.sealer.seal(householdId, OPERATIONS, id, JSON.stringify(listOf(operations)));
    } catch (error) {
      if (error instanceof AppError && error.code === 'subject-erased') return null;
      throw error;
    }
  }

  async operations({ id, householdId, operationsCiphertext }: FieldSheet): Promise<Operations> {
    if (!operationsCiphertext) return operationsOf([]);
    const text = await this.sealer.open(householdId, OPERATIONS, id, operationsCiphertext);
    return operationsOf(JSON.parse(text) as Operation[]);
  }

  sealReason(of: keyof typeof REASONS, { id, householdId }: Row, text: string): Promise<Buffer> {
    return this.sealer.seal(householdId, REASONS[of], id, text);
  }

  async reason(
    of: keyof typeof REASONS,
    { id, householdId, reasonCiphertext }: FieldSheet | AssessmentConflict,
  ): Promise<string | null> {
    return reasonCiphertext && this.sealer.open(householdId, REASONS[of], id, reasonCiphertext);
  }
}
