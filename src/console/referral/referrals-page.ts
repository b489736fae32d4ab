import { Injectable } from '@nestjs/common';
import { formatList } from '../../platform/i18n';
import { Transactions } from '../../platform/database';
import {
  type ProviderReferral,
  type Referral,
  type ReferralAction,
  ReferralConsents,
  Referrals,
  ReferralViews,
  type StaffReferral,
} from '../../referral/referrals';
import { GroundWords } from '../people';
import { pageLocale, type View, view } from '../shell';
import { type ReferralNames, ReferralWords, STATE_COLOURS } from './referrals-words';

/** Acts that need no words: a button on the page does them. */
const AT_ONCE: readonly ReferralAction[] = ['accept', 'start', 'resume'];
/** Acts of the machine or of another page. */
const ELSEWHERE: readonly ReferralAction[] = ['consent', 'obsolete', 'expire'];
const WARNING: readonly ReferralAction[] = ['decline', 'stop', 'recall', 'dispute'];

interface Line {
  key: string;
  value: string;
  href?: string;
  action?: string;
}

/** One referral with its time line and next acts, as its reader may see it (C3). */
@Injectable()
export class ReferralPage {
  constructor(
    private readonly referrals: Referrals,
    private readonly views: ReferralViews,
    private readonly words: ReferralWords,
    private readonly sharing: ReferralConsents,
    private readonly grounds: GroundWords,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 */
  async show(id: string): Promise<View> {
    const referral = await this.referrals.open(id);
    const seen = await this.views.one(referral);
    const staff = 'householdId' in seen;
    const names = await this.words.namesOf([referral], staff);
    const acts = seen.actions.filter((action) => !ELSEWHERE.includes(action) && !(action === 'send' && !staff));
    if (staff && referral.state === 'draft') acts.unshift('send');
    // For the provider it is closed, whatever the file still waits for; nobody says why (A11).
    const over = !staff && seen.sharingEnded;
    const state = over ? 'closed' : referral.state;
    const model = {
      ...{ id, staff, colour: STATE_COLOURS[state] ?? 'grey' },
      stateText: this.words.text(`referrals.state.${state}`),
      waits: this.words.text(over ? 'referrals.one.sharing-ended' : `referrals.waits.${state}`),
      task: staff && seen.task ? this.words.text(`referrals.task.${seen.task}`) : null,
      taskDue: staff ? this.words.moment(seen.taskDueAt) : null,
      lines: staff ? [...this.staffLines(seen, names), ...this.ground(referral)] : this.providerLines(seen, names),
      buttons: [...new Set(acts)].map((action) => this.button(action)),
      deliveries: referral.startedAt !== null || ['accepted', 'scheduled'].includes(referral.state),
      log: await this.log(referral),
    };
    return view('console/referral/referrals/one', model, {
      titleText: `${referral.number} ${this.words.service(referral.needCode)}`,
    });
  }

  /** What the state asks of whom, and who is behind it. */
  private shared(seen: StaffReferral | ProviderReferral, names: ReferralNames): Line[] {
    return [
      ...this.line('need', this.words.service(seen.needCode)),
      ...this.line('offering', names.offerings.get(seen.offeringId ?? '') ?? null),
      ...this.line('sent', this.words.moment(seen.sentAt)),
      ...(seen.state === 'sent' ? this.line('answer-due', this.words.moment(seen.answerDueAt)) : []),
      ...this.line('visit', this.words.moment(seen.scheduledFor)),
      ...this.line('decline-reason', this.words.known('referrals.reason', seen.declineReason)),
      ...this.line('decline-message', seen.declineMessage),
      ...this.line('private-note', seen.declinePrivateNote),
      ...this.line('outcome', this.words.known('referrals.outcome', seen.outcome)),
    ];
  }

  private staffLines(seen: StaffReferral, names: ReferralNames): Line[] {
    const household = names.households.get(seen.householdId) ?? this.words.text('referrals.one.out-of-reach');
    const open = this.words.text('shell.open');
    return [
      {
        key: this.words.text('referrals.one.household'),
        value: household,
        href: `/console/households/${seen.householdId}`,
        action: open,
      },
      ...this.line('provider', names.providers.get(seen.providerId) ?? null),
      ...this.shared(seen, names),
      ...(seen.state === 'sent' ? this.line('if-silent', this.next(seen, names)) : []),
      ...this.line('owner', names.owners.get(seen.ownerAccountId) ?? seen.ownerAccountId),
      ...this.line('message', seen.message),
      ...this.line('safety', seen.safetyNote),
      ...this.line('dispute', seen.disputeText),
      ...this.line(
        'confirmed',
        seen.confirmedByName &&
          `${seen.confirmedByName} · ${this.words.text(`referrals.mode.${seen.confirmedMode ?? 'self'}`)}`,
      ),
      ...this.link('previous', seen.previousId),
      ...this.link('next', seen.nextId),
    ];
  }

  /** What happens by itself if nobody answers in time, as `NextCandidate` does it: nobody is to be surprised. */
  private next({ candidates }: StaffReferral, names: ReferralNames): string {
    const offerings = candidates.flatMap((id) => names.offerings.get(id) ?? []);
    if (offerings.length === 0) return this.words.text('referrals.one.if-silent-none');
    return this.words.text('referrals.one.if-silent-next', { offerings: formatList(pageLocale(), offerings) });
  }

  private providerLines(seen: ProviderReferral, names: ReferralNames): Line[] {
    const { contact } = seen;
    return [
      ...(contact ? this.line('name', contact.name) : []),
      ...(contact ? this.line('phone', contact.phone) : []),
      ...(contact ? this.line('address', contact.address ?? this.words.text('referrals.one.address-on-day')) : []),
      ...this.line('township', seen.township),
      ...this.line('age-band', seen.ageBand),
      ...this.line('languages', this.words.languages(seen.languages)),
      ...this.line('safety', seen.safetyNote),
      ...(seen.specialHandling ? this.line('special', this.words.text('referrals.one.special-text')) : []),
      ...this.line('message', seen.message),
      ...this.shared(seen, names),
    ];
  }

  /** Law and article instead of a consent (PIPL 13), with the reason of whoever chose it. */
  private ground(referral: Referral): Line[] {
    const { legalGround, legalReason } = referral;
    const named = this.grounds.text(this.sharing.basis(referral), pageLocale());
    const text = named ?? this.words.known('referrals.ground', legalGround);
    return text === null ? [] : this.line('legal-ground', [text, legalReason].filter(Boolean).join(' · '));
  }

  private line(key: string, value: string | null): Line[] {
    return value === null || value === '' ? [] : [{ key: this.words.text(`referrals.one.${key}`), value }];
  }

  private link(key: string, id: string | null): Line[] {
    const text = this.words.text(`referrals.one.${key}`);
    return id === null
      ? []
      : [
          {
            key: text,
            value: this.words.text('referrals.one.linked'),
            href: `/console/referrals/${id}`,
            action: this.words.text('shell.open'),
          },
        ];
  }

  private button(action: ReferralAction) {
    const kind = WARNING.includes(action) ? 'warning' : action === 'send' || action === 'accept' ? null : 'secondary';
    return { action, kind, atOnce: AT_ONCE.includes(action), text: this.words.text(`referrals.act.${action}`) };
  }

  private async log(referral: Referral) {
    const { items } = await this.views.log(referral, await this.referrals.log(referral.id));
    return items.map(({ move, at, by, reason }) => ({
      title: this.words.text(`referrals.move.${move}`),
      ...{ at, actor: by },
      text: reason === null ? null : (this.words.known('referrals.reason', reason) ?? reason),
    }));
  }
}
