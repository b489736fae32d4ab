import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid, notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { plusDays } from '../../../reference/calendar';
import type { Application } from '../application.entity';
import { ApplicationMoves } from '../application-moves';
import { Applications } from '../applications.service';
import { ApplicationsStore } from '../applications.store';
import type { AnswerObjection, PublishApplication as Opinion } from '../dto/application.dto';
import { SealedWords } from '../sealed-words';

/** The first opinion hangs out where the act says so (B10, B15, B28); whoever objects is answered. */
@Injectable()
export class PublishApplication {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly moves: ApplicationMoves,
    private readonly applications: Applications,
    private readonly sealed: SealedWords,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `application-not-published`, `move-not-allowed`; 422 `application-amount-needed` */
  async publish(id: string, { amountFen }: Opinion): Promise<Application> {
    const row = await this.store.get(id);
    const act = this.moves.actOf(row);
    if (!act) throw conflict('application-act-gone');
    const publicity = act.child ? null : act.publicity;
    const opinionFen = act.pays === 'none' ? null : (amountFen ?? (await this.applications.proposal(row)).amountFen);
    if (publicity && row.state === 'checked' && act.pays !== 'none' && opinionFen === null)
      throw invalid([{ field: 'amountFen', code: 'application-amount-needed' }]);
    const publishedOn = this.clock.today();
    return this.moves.make(row, 'publish', {
      facts: { publicity: publicity !== null },
      changes: { opinionFen, publishedOn, publishedUntil: plusDays(publishedOn, publicity?.days ?? 0) },
    });
  }

  /** Somebody says something against it; several may. @throws AppError 404; 409 `move-not-allowed` */
  async object(id: string, words: string): Promise<Application> {
    const row = await this.moves.make(await this.store.get(id), 'object');
    const { householdId, districtCode } = row;
    const objectionId = newId();
    await this.store.insertObjection({
      ...{ id: objectionId, applicationId: id, householdId, districtCode, state: 'open' },
      wordsCiphertext: await this.sealed.seal('words', householdId, objectionId, words),
      ...{ answerCiphertext: null, recordedBy: this.transactions.actor.userId, receivedAt: this.clock.now() },
      ...{ answeredBy: null, answeredAt: null },
    });
    return row;
  }

  /** Answers the named objection, or the oldest open one. @throws AppError 404 `application-objection-not-found`; 409 */
  async answer(id: string, { objectionId, words }: AnswerObjection): Promise<Application> {
    const found = await this.store.get(id);
    const open = (await this.store.objections(id)).filter(({ state }) => state === 'open');
    const objection = objectionId === undefined ? open[0] : open.find((one) => one.id === objectionId);
    if (found.state === 'published' && !objection) throw notFound('application-objection-not-found');
    const row = await this.moves.make(found, 'answer');
    await this.store.answer(objection!.id, {
      answerCiphertext: await this.sealed.seal('answer', row.householdId, objection!.id, words),
      ...{ answeredBy: this.transactions.actor.userId, answeredAt: this.clock.now() },
    });
    return row;
  }
}
