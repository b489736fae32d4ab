import { Injectable } from '@nestjs/common';
import { z, type ZodType } from 'zod';
import type { Actor } from '../../platform/database';
import { forbidden, notFound } from '../../platform/errors';
import {
  AcceptReferral,
  AcceptReferralInput,
  CloseReferral,
  CloseReferralInput,
  CompleteReferral,
  CompleteReferralInput,
  ConfirmReferral,
  ConfirmReferralInput,
  ConsentReferral,
  DeclineReferral,
  DisputeReferral,
  DisputeReferralInput,
  ForwardReferral,
  HoldReferral,
  legalGrounds,
  ReasonOnly,
  RecallReferral,
  type Referral,
  type ReferralAction,
  Referrals,
  ResolveReferral,
  ResolveReferralInput,
  ScheduleReferral,
  SendReferral,
  StartReferral,
  StopReferral,
} from '../../referral/referrals';
import { allows, type Permission } from '../../trust/access';
import { type FormModel, Forms, type FormSteps, ticked } from '../shell';

const text = (max: number) => z.string().trim().min(1).max(max);
const empty = z.strictObject({});
const declineForm = z.strictObject({
  reason: text(40),
  message: text(500).optional(),
  shared: ticked,
  privateNote: text(500).optional(),
});
const visitForm = z.strictObject({
  day: z.iso.date(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'visit-time'),
});
const forwardForm = z.strictObject({ offeringId: z.uuid(), reason: text(500), again: ticked });
const sendForm = z
  .strictObject({
    ground: z.enum(['consent', ...legalGrounds]).default('consent'),
    legalReason: z.string().trim().min(5).max(500).optional(),
  })
  .refine(({ ground, legalReason }) => ground === 'consent' || legalReason !== undefined, {
    path: ['legalReason'],
    message: 'legal-reason-missing',
  });

type Steps = Pick<FormSteps<ZodType, Referral>, 'done'> & {
  again(form: FormModel): ReturnType<FormSteps<ZodType, Referral>['again']>;
};

const PERMISSIONS: Partial<Record<ReferralAction, Permission>> = {
  send: 'referrals:write',
  recall: 'referrals:write',
  forward: 'referrals:write',
  confirm: 'referrals:write',
  dispute: 'referrals:write',
  accept: 'referrals:answer',
  decline: 'referrals:answer',
  schedule: 'referrals:serve',
  start: 'referrals:serve',
  complete: 'referrals:serve',
  hold: 'referrals:pause',
  resume: 'referrals:pause',
  stop: 'referrals:pause',
  resolve: 'referrals:resolve',
  close: 'referrals:close',
};

/** The acts of a referral as forms of the console: who may, what is asked, what is done. */
@Injectable()
export class ReferralActs {
  constructor(
    private readonly forms: Forms,
    private readonly referrals: Referrals,
    private readonly consenting: ConsentReferral,
    private readonly sending: SendReferral,
    private readonly accepting: AcceptReferral,
    private readonly declining: DeclineReferral,
    private readonly forwarding: ForwardReferral,
    private readonly recalling: RecallReferral,
    private readonly scheduling: ScheduleReferral,
    private readonly starting: StartReferral,
    private readonly completing: CompleteReferral,
    private readonly holding: HoldReferral,
    private readonly stopping: StopReferral,
    private readonly confirming: ConfirmReferral,
    private readonly disputing: DisputeReferral,
    private readonly resolving: ResolveReferral,
    private readonly closing: CloseReferral,
  ) {}

  /** @throws AppError 404 for an act that has no form, 403 for somebody who may not do it */
  check(action: ReferralAction, { roles }: Actor): void {
    const permission = PERMISSIONS[action];
    if (!permission) throw notFound();
    if (!allows(roles, permission)) throw forbidden();
  }

  /** Takes the posted form of an act. */
  submit(action: ReferralAction, id: string, body: unknown, steps: Steps) {
    const take = <S extends ZodType>(schema: S, act: (input: z.output<S>) => Promise<Referral>) =>
      this.forms.submit(body, schema, { act, ...steps });
    switch (action) {
      case 'send':
        return take(sendForm, (input) => this.send(id, input));
      case 'accept':
        return take(AcceptReferralInput, ({ message }) => this.accepting.execute(id, message));
      case 'decline':
        return take(declineForm, (input) => this.declining.execute(id, input));
      case 'schedule':
        return take(visitForm, ({ day, time }) => this.scheduling.execute(id, new Date(`${day}T${time}:00+08:00`)));
      case 'start':
        return take(empty, () => this.starting.execute(id));
      case 'complete':
        return take(CompleteReferralInput, ({ note }) => this.completing.execute(id, note));
      case 'hold':
        return take(ReasonOnly, ({ reason }) => this.holding.hold(id, reason));
      case 'resume':
        return take(empty, () => this.holding.resume(id));
      case 'stop':
        return take(ReasonOnly, ({ reason }) => this.stopping.execute(id, reason));
      case 'forward':
        return take(forwardForm, (input) => this.forwarding.execute(id, { ...input, candidates: [] }));
      case 'recall':
        return take(ReasonOnly, ({ reason }) => this.recalling.execute(id, reason));
      case 'confirm':
        return take(ConfirmReferralInput, (input) => this.confirming.execute(id, input));
      case 'dispute':
        return take(DisputeReferralInput, (input) => this.disputing.execute(id, input.text));
      case 'resolve':
        return take(ResolveReferralInput, (input) => this.resolving.execute(id, input));
      case 'close':
        return take(CloseReferralInput, (input) => this.closing.execute(id, input));
      default:
        throw notFound();
    }
  }

  /** The review page does both steps: what stands behind the sharing, and the sending. */
  private async send(id: string, { ground, legalReason }: z.output<typeof sendForm>): Promise<Referral> {
    const { state } = await this.referrals.get(id);
    if (state === 'draft')
      await this.consenting.execute(id, ground === 'consent' ? {} : { legalGround: ground, legalReason });
    return this.sending.execute(id);
  }
}
