import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Application } from '../application.entity';
import { ApplicationsStore } from '../applications.store';
import type { LookAgainAtDecision as Look } from '../dto/second-look.dto';
import { SealedWords } from '../sealed-words';
import { secondLookLifecycle } from '../second-look.lifecycle';
import { SecondLooksStore } from '../second-looks.store';

/** The district looks again at a drawn decision (B22, R70); the township answers what is to be corrected. No grant changes by it. */
@Injectable()
export class LookAgainAtDecision {
  constructor(
    private readonly applications: ApplicationsStore,
    private readonly store: SecondLooksStore,
    private readonly lifecycles: Lifecycles,
    private readonly sealed: SealedWords,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `second-look-not-drawn`, `second-look-own-decision`, `second-look-there` */
  async look(applicationId: string, { outcome, ground }: Look): Promise<Application> {
    const application = await this.applications.get(applicationId);
    if (await this.store.ofApplication(applicationId)) throw conflict('second-look-there');
    const { userId: lookedBy } = this.transactions.actor;
    if (lookedBy === null) throw forbidden();
    const id = newId();
    const place = placeOf(application, id);
    const { sampled, decidedBy, householdId, districtCode } = application;
    await this.lifecycles.move({
      ...{ lifecycle: secondLookLifecycle, ...place, from: secondLookLifecycle.initial },
      move: outcome === 'confirmed' ? 'confirm' : 'ask-correction',
      facts: { drawn: sampled && application.outcome !== null, ownDecision: decidedBy === lookedBy },
    });
    await this.store.insert({
      ...{ id, applicationId, householdId, districtCode, state: outcome, lookedBy, lookedAt: this.clock.now() },
      groundCiphertext: await this.sealed.seal('lookGround', householdId, id, ground),
      ...{ answerCiphertext: null, answeredBy: null, answeredAt: null, version: 1 },
    });
    await this.audit.changed({
      ...{ action: `second-look.${outcome}`, subjectType: 'second-look', ...place },
      fields: ['state', 'ground'],
    });
    return application;
  }

  /** What the township has done about it. @throws AppError 404 `second-look-not-found`; 409 `move-not-allowed`; 412 */
  async answer(applicationId: string, words: string): Promise<Application> {
    const application = await this.applications.get(applicationId);
    const row = await this.store.getOf(applicationId);
    const place = placeOf(application, row.id);
    const lifecycle = secondLookLifecycle;
    await this.lifecycles.move({ lifecycle, ...place, from: row.state, move: 'answer' });
    await this.store.update(row, {
      ...{ state: 'answered', answeredBy: this.transactions.actor.userId, answeredAt: this.clock.now() },
      answerCiphertext: await this.sealed.seal('lookAnswer', row.householdId, row.id, words),
    });
    const fields = ['state', 'answer'];
    await this.audit.changed({ action: 'second-look.answered', subjectType: 'second-look', ...place, fields });
    return application;
  }
}

const placeOf = ({ householdId, districtCode, regionPath }: Application, subjectId: string) => ({
  ...{ subjectId, householdId, districtCode, regionPath },
});
