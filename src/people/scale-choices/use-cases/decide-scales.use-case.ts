import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, type FieldError, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Instruments, TRIAGE } from '../../assessments';
import type { DecideScalesInput } from '../dto/scale-choice.dto';
import type { ScaleChoice } from '../scale-choice.entity';
import { ScaleChoicesStore } from '../scale-choices.store';
import { SealedChoice } from '../sealed-choice';

const SHORTEST_REASON = 2;

/** The worker's word on a proposal: what is left out or added has a reason, and both are kept (R18, R3). */
@Injectable()
export class DecideScales {
  constructor(
    private readonly store: ScaleChoicesStore,
    private readonly sealed: SealedChoice,
    private readonly instruments: Instruments,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `scale-choice-decided`; 412; 422 `scale-not-proposed`, `scale-drop-reason`,
   *   `scale-unknown`, `scale-add-reason`
   */
  async execute(id: string, input: DecideScalesInput): Promise<ScaleChoice> {
    const row = await this.store.get(id);
    if (row.decidedAt !== null) throw conflict('scale-choice-decided');
    const dropped = row.proposed.filter((code) => !input.keep.includes(code));
    const added = [...new Set(input.add)].sort();
    const problems = [...this.wrong(row, input, dropped), ...this.strange(row, added, input.addReason)];
    if (problems.length > 0) throw invalid(problems);
    const reasons = {
      dropped: Object.fromEntries(dropped.map((code) => [code, input.drop[code] ?? ''])),
      added,
      addReason: added.length > 0 ? (input.addReason ?? null) : null,
    };
    await this.store.update(row, {
      chosen: [...row.proposed.filter((code) => input.keep.includes(code)), ...added],
      decisionCiphertext: await this.sealed.seal('decision', row, reasons),
      ...{ decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now() },
    });
    const { householdId, districtCode, regionPath } = row;
    const subject = { subjectType: 'scale-choice', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'scale-choice.decided', ...subject, fields: ['chosen'] });
    return this.store.get(id);
  }

  private wrong({ proposed }: ScaleChoice, { keep, drop }: DecideScalesInput, dropped: string[]): FieldError[] {
    const stray = keep.some((code) => !proposed.includes(code));
    return [
      ...(stray ? [{ field: 'keep', code: 'scale-not-proposed' }] : []),
      ...dropped
        .filter((code) => (drop[code] ?? '').length < SHORTEST_REASON)
        .map((code) => ({ field: `drop.${code}`, code: 'scale-drop-reason' })),
    ];
  }

  private strange({ proposed }: ScaleChoice, added: string[], reason: string | undefined): FieldError[] {
    const known = this.instruments.all().filter(({ code }) => code !== TRIAGE && !proposed.includes(code));
    const stray = added.some((code) => !known.some((one) => one.code === code));
    const silent = added.length > 0 && (reason ?? '').length < SHORTEST_REASON;
    return [
      ...(stray ? [{ field: 'add', code: 'scale-unknown' }] : []),
      ...(silent ? [{ field: 'addReason', code: 'scale-add-reason' }] : []),
    ];
  }
}
