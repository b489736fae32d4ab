import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { AppError, type FieldError } from '../../../platform/errors';
import { fieldErrors } from '../../../platform/http';
import { CreateOfferingInput } from '../dto/offering.dto';
import { CreateOffering } from './create-offering.use-case';

export interface RowProblem {
  /** Place in the list that was given, from 0. */
  row: number;
  fields: FieldError[];
}

export interface ListedOfferings {
  created: Array<{ row: number; offeringId: string }>;
  problems: RowProblem[];
}

/** Many offerings at once, e.g. a spreadsheet: each row stands for itself, a wrong one is told and holds up nothing. */
@Injectable()
export class ListOfferings {
  constructor(
    private readonly createOffering: CreateOffering,
    private readonly transactions: Transactions,
  ) {}

  /** @param rows unchecked values in the names of `CreateOfferingInput` */
  async execute(rows: readonly unknown[]): Promise<ListedOfferings> {
    const answer: ListedOfferings = { created: [], problems: [] };
    for (const [row, values] of rows.entries()) {
      const parsed = CreateOfferingInput.safeParse(values, { reportInput: true });
      if (!parsed.success) {
        answer.problems.push({ row, fields: fieldErrors(parsed.error.issues) });
        continue;
      }
      try {
        const { id } = await this.transactions.savepoint(() => this.createOffering.execute(parsed.data));
        answer.created.push({ row, offeringId: id });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const { fields = [], params } = error.details;
        answer.problems.push({ row, fields: fields.length > 0 ? fields : [{ field: '', code: error.code, params }] });
      }
    }
    return answer;
  }
}
