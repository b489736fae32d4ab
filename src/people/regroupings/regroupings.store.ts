import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Regrouping } from './regrouping.entity';
import { type RegroupingWord, RegroupingWords } from './regrouping-words';

/** Words of a row from before words were sealed. */
type Unsealed = Pick<Regrouping, 'id' | 'householdId' | 'districtCode'> & {
  note: string | null;
  noAdultReason: string | null;
};
type Sealed = Pick<Regrouping, 'noteCiphertext' | 'noAdultReasonCiphertext'>;

/** Rows of splits, transfers and merges; there for who reaches both files. */
@Injectable()
export class RegroupingsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly words: RegroupingWords,
  ) {}

  /** With its words sealed. */
  async insert(
    row: Omit<Regrouping, keyof Sealed>,
    said: Partial<Record<RegroupingWord, string>>,
  ): Promise<Regrouping> {
    const sealed: Regrouping = {
      ...row,
      noteCiphertext: await this.words.seal('note', row, said.note),
      noAdultReasonCiphertext: await this.words.seal('noAdultReason', row, said.noAdultReason),
    };
    await this.transactions.manager.insert(Regrouping, sealed as never);
    return sealed;
  }

  /** @throws AppError 404 `regrouping-not-found` */
  async get(id: string): Promise<Regrouping> {
    const row = await this.transactions.manager.findOneBy(Regrouping, { id });
    if (!row) throw notFound('regrouping-not-found');
    return row;
  }

  /** Out of the file or into it, newest first. */
  ofHousehold(householdId: string): Promise<Regrouping[]> {
    return this.transactions.manager.find(Regrouping, {
      where: [{ householdId }, { otherHouseholdId: householdId }],
      order: { doneAt: 'DESC', id: 'DESC' },
    });
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Regrouping, changes: Partial<Regrouping>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Regrouping, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
  }

  /** What was written before words were sealed; held until the end of the transaction. */
  async unsealed(id: string): Promise<Unsealed | undefined> {
    const sql = `select id, household_id as "householdId", district_code as "districtCode", note,
      no_adult_reason as "noAdultReason" from regroupings where id = $1 for update`;
    return (await this.transactions.manager.query<Unsealed[]>(sql, [id]))[0];
  }

  /** The version stays: nobody has changed anything. */
  async keepSealed(id: string, { noteCiphertext, noAdultReasonCiphertext }: Sealed): Promise<void> {
    const sql = `update regroupings set note = null, no_adult_reason = null, note_ciphertext = $2,
      no_adult_reason_ciphertext = $3 where id = $1`;
    await this.transactions.manager.query(sql, [id, noteCiphertext, noAdultReasonCiphertext]);
  }

  /** A digest of what the files are like: another one whenever something in them has changed. */
  async mark(householdIds: readonly string[]): Promise<string> {
    const marks: string[] = [];
    for (const id of [...householdIds].sort()) {
      const [row] = await this.transactions.manager.query<Array<{ mark: string }>>('select app.file_mark($1) as mark', [
        id,
      ]);
      marks.push(row?.mark ?? '');
    }
    return marks.join('.');
  }
}
