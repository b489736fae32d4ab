import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { CompleteAssessment, Instruments, optionValues, SaveAnswers, StartAssessment } from '../../people/assessments';
import { AskConsent, CreateConsent } from '../../people/consents';
import { Households } from '../../people/households';
import { DecideNeed, Needs } from '../../people/needs';
import { Matching } from '../../referral/matching';
import { CreatePlan, MakePlan, Plans, SignPlan } from '../../referral/plans';
import { Providers } from '../../supply/providers';
import { readDemonstrationData } from './demonstration-data';
import type { MadeHousehold } from './demonstration-households';
import { type Chapter, ReferralActs } from './referral-acts';
import type { SeededRandom } from './seeded-random';

const SCALES = ['S01', 'S07', 'S11'] as const;

/** Takes households through the loop by the same acts that people use. */
@Injectable()
export class DemonstrationStories {
  constructor(
    private readonly transactions: Transactions,
    private readonly households: Households,
    private readonly instruments: Instruments,
    private readonly startAssessment: StartAssessment,
    private readonly saveAnswers: SaveAnswers,
    private readonly completeAssessment: CompleteAssessment,
    private readonly needs: Needs,
    private readonly decideNeed: DecideNeed,
    private readonly askConsent: AskConsent,
    private readonly matching: Matching,
    private readonly makePlan: MakePlan,
    private readonly signPlan: SignPlan,
    private readonly plans: Plans,
    private readonly providers: Providers,
    private readonly acts: ReferralActs,
  ) {}

  private readonly words = readDemonstrationData().words;

  async tell(
    household: MadeHousehold,
    chapter: Chapter,
    dispatchers: Map<string, Actor>,
    random: SeededRandom,
  ): Promise<void> {
    const { id, station } = household;
    await this.transactions.run(station, () => this.assess(household, random));
    if (chapter === 'assessed') return;
    const items = await this.transactions.run(station, () => this.plan(household));
    if (chapter === 'planned') return;
    for (const item of items) {
      if (item.offeringId === null) continue;
      const sent = await this.transactions
        .run(station, () => this.send(id, item.id, household.headName))
        .catch(refused);
      if (!sent) continue;
      const { providerId, referralId } = sent;
      const dispatcher = dispatchers.get(providerId);
      if (dispatcher && chapter !== 'sent') await this.acts.follow(referralId, chapter, dispatcher, station, random);
    }
  }

  private async assess({ id, kind, headName }: MadeHousehold, random: SeededRandom): Promise<void> {
    const [head] = await this.households.members(id);
    for (const code of ['S16', ...SCALES]) {
      const instrument = this.instruments.byCode(code);
      const memberId = instrument.subject === 'person' ? head?.id : undefined;
      const mode = instrument.modes.includes('self') ? 'self' : instrument.modes[0]!;
      const draft = await this.startAssessment.execute(id, { instrument: code, mode, memberId });
      const answers: Record<string, number> = {};
      for (const item of instrument.items) {
        const values = optionValues(instrument, item);
        const burden =
          code === 'S16'
            ? item.triage === 'amber' && random.chance(0.04)
              ? 1
              : 0
            : Math.min(1, Math.max(0, kind.burden + (random.next() - 0.5) * 0.7));
        const heavy = item.reverse ? 1 - burden : burden;
        answers[item.id] = values[Math.round(heavy * (values.length - 1))] ?? 0;
      }
      await this.saveAnswers.execute(draft.id, draft.version, answers);
      await this.completeAssessment.execute(draft.id);
    }
    const found = (await this.needs.list(id))
      .filter((need) => need.state === 'found')
      .sort((a, b) => b.severity - a.severity);
    for (const need of found.slice(0, 4)) await this.decideNeed.confirm(need.id, { name: headName, mode: 'self' });
  }

  private async plan({ id, headName, kind }: MadeHousehold) {
    if ((await this.needs.confirmed(id)).length === 0) return [];
    const run = await this.matching.matchHousehold(id);
    const child = kind.members.some(([relation]) => relation === 'child' || relation === 'grandchild');
    const plan = await this.makePlan.execute(
      CreatePlan.parse({
        householdId: id,
        matchId: run.id,
        items: [
          { side: 'self', field: 'capability', goal: this.words.goal, action: this.words.action, ownerName: headName },
        ],
        ...(child && { noEducationReason: this.words.noEducation }),
      }),
    );
    await this.signPlan.execute(plan.id, { signedBy: headName, mode: 'self' });
    return this.plans.items(plan.id);
  }

  private async send(
    householdId: string,
    planItemId: string,
    headName: string,
  ): Promise<{ providerId: string; referralId: string }> {
    const draft = await this.acts.create.execute({ planItemId, candidates: [] });
    const provider = await this.providers.get(draft.providerId);
    await this.askConsent.execute(
      householdId,
      CreateConsent.parse({
        scope: 'referral',
        receiverKind: 'provider',
        receiverId: provider.id,
        receiverName: provider.name,
        items: ['identity', 'contact', 'need', 'address'],
        decision: 'given',
        givenByName: headName,
        mode: 'self',
      }),
    );
    await this.acts.consent.execute(draft.id, {});
    await this.acts.send.execute(draft.id, {});
    return { providerId: draft.providerId, referralId: draft.id };
  }
}

/** A full offering or a doubled one is part of real life: the next item is tried. Other errors are faults. */
function refused(error: unknown): null {
  if (error instanceof AppError && error.status === 409) return null;
  throw error;
}
