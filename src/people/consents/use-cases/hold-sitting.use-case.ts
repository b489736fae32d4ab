import { Injectable } from '@nestjs/common';
import { AppError, conflict, invalid } from '../../../platform/errors';
import { Policies } from '../../../reference/policies';
import { Households } from '../../households';
import { ConsentSittings, type SittingSheet } from '../consent-sittings';
import type { Consent } from '../consent.entity';
import { type AnswerSitting, type CreateSitting, giverFields } from '../dto/consent.dto';
import { AnswerConsentSheet } from './answer-consent.use-case';
import { AskConsent } from './ask-consent.use-case';

/** One sitting, one sheet: asks for all that is needed and writes all answers down in one act (R98, PIPL 14, 23, 29). */
@Injectable()
export class HoldSitting {
  constructor(
    private readonly sittings: ConsentSittings,
    private readonly households: Households,
    private readonly asking: AskConsent,
    private readonly answers: AnswerConsentSheet,
    private readonly policies: Policies,
  ) {}

  /**
   * Struck lines are refusals, even all of them: a refusal is an answer, and no right hangs on it.
   * @throws AppError 404; 422 with `lines.0.items` and the like, or the giver's fields
   */
  async execute(householdId: string, { lines, answer, ...giver }: CreateSitting): Promise<SittingSheet> {
    const { districtCode } = await this.households.unrecorded(householdId);
    if (lines.length === 0) throw invalid([{ field: 'lines', code: 'consent-lines-needed' }]);
    refuseTwins(lines);
    const { id } = await this.sittings.open(householdId, districtCode, this.policies.current(districtCode).version);
    const asked: Consent[] = [];
    // All lines stand before the first is answered: the receipt is written with the last answer.
    for (const [index, { decision: _, struckItems, ...line }] of lines.entries()) {
      const input = { ...line, ...giver, decision: 'asked' as const, struckItems };
      asked.push(await inLine(index, () => this.asking.execute(householdId, input, id)));
    }
    if (answer === 'later') return this.sittings.get(id);
    for (const [index, consent] of asked.entries()) {
      const { decision, struckItems = [] } = lines[index] ?? {};
      const said = { ...giver, struckItems };
      await inLine(index, () =>
        decision === 'struck'
          ? this.answers.refuse(consent.id, { ...said, struckItems: [] })
          : this.answers.give(consent.id, said),
      );
    }
    return this.sittings.get(id);
  }

  /**
   * Answers every line of a sheet that still waits.
   * @throws AppError 404; 409 `consent-sitting-answered`, `consent-sheet-expired`; 422 unknown line or item, giver
   */
  async answer(id: string, { struck, struckItems, ...giver }: AnswerSitting): Promise<SittingSheet> {
    const { lines } = await this.sittings.get(id);
    const open = lines.filter(({ state }) => state === 'asked');
    if (open.length === 0) throw conflict('consent-sitting-answered');
    if (struck.some((one) => !open.some((line) => line.id === one)))
      throw invalid([{ field: 'struck', code: 'consent-line-unknown' }]);
    if (struckItems.some((item) => !open.some((line) => line.items.includes(item))))
      throw invalid([{ field: 'struckItems', code: 'consent-item-unknown' }]);
    for (const line of open) {
      const own = line.items.filter((item) => struckItems.includes(item));
      const nothingLeft = own.length === line.items.length;
      if (struck.includes(line.id) || nothingLeft) await this.answers.refuse(line.id, { ...giver, struckItems: [] });
      else await this.answers.give(line.id, { ...giver, struckItems: own });
    }
    return this.sittings.get(id);
  }
}

/** Two lines for the same receiver would replace each other. @throws AppError 422 `consent-line-twice` */
function refuseTwins(lines: CreateSitting['lines']): void {
  const seen = new Set<string>();
  for (const [index, { scope, receiverKind, receiverId, receiverName }] of lines.entries()) {
    const key = [scope, receiverKind, receiverId ?? receiverName].join(' ');
    if (seen.has(key)) throw invalid([{ field: `lines.${index}.receiverName`, code: 'consent-line-twice' }]);
    seen.add(key);
  }
}

/** Says in which line a field is wrong; who decides belongs to the whole sheet. */
async function inLine<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error;
    const name = (field: string) => (giverFields.includes(field) ? field : `lines.${index}.${field}`);
    throw invalid((error.details.fields ?? []).map((one) => ({ ...one, field: name(one.field) })));
  }
}
