import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { WorkCalendar } from '../../../reference/calendar';
import { Audit } from '../../../trust/audit';
import type { CommitmentDraw } from '../commitment-draw.entity';
import { CommitmentDrawsStore } from '../commitment-draws.store';
import { CommitmentMoves } from '../commitment-moves';
import { Commitments } from '../commitments.service';
import { CommitmentsStore } from '../commitments.store';
import { drawSample } from '../draw-sample';

/** Chooses by lot whose word is looked at (R89): everybody takes part once, and anybody can draw again with the seed. */
@Injectable()
export class DrawCommitments {
  constructor(
    private readonly store: CommitmentsStore,
    private readonly draws: CommitmentDrawsStore,
    private readonly commitments: Commitments,
    private readonly moves: CommitmentMoves,
    private readonly calendar: WorkCalendar,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `commitment-nothing-to-draw`, `commitment-no-rules` */
  async execute(): Promise<CommitmentDraw> {
    const { actor } = this.transactions;
    const districtCode = actor.districtCodes[0] ?? '';
    const rules = this.commitments.rules(districtCode);
    if (!rules) throw conflict('commitment-no-rules');
    const pool = await this.store.undrawn(districtCode);
    if (pool.length === 0) throw conflict('commitment-nothing-to-draw');
    // Made after the pool stands: nobody can look for a seed that suits them.
    const seed = randomBytes(16).toString('hex');
    const numbers = pool.map(({ number }) => number);
    const row: CommitmentDraw = {
      ...{ id: newId(), districtCode, seed, percent: rules.samplePercent, pool: numbers },
      drawn: drawSample(seed, numbers, rules.samplePercent),
      ...{ drawnBy: actor.userId, drawnAt: this.clock.now() },
    };
    await this.draws.insert(row);
    const subject = { subjectType: 'commitment-draw', subjectId: row.id, districtCode };
    await this.audit.changed({
      action: 'commitment-draw.made',
      ...subject,
      fields: ['seed', 'percent', 'pool', 'drawn'],
    });
    const dueAt = this.calendar.addWorkDays(row.drawnAt, rules.checkWorkDays);
    for (const one of pool.filter(({ number }) => row.drawn.includes(number)))
      await this.moves.make(one, 'draw', { changes: { drawId: row.id, dueAt } });
    return row;
  }
}
