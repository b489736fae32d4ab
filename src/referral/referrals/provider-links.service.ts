import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import { mintToken, tokenHash } from '../../platform/crypto';
import { type Actor, newId, Transactions } from '../../platform/database';
import { conflict } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { type ActiveAccount, actorOf } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import { ReferralViews } from './referral-views';
import type { Referral } from './referral.entity';
import type { ProviderReferral } from './dto/referral.view';
import { Referrals } from './referrals.service';

interface LinkRow {
  link_id: string;
  referral_id: string;
  organisation_id: string;
  account: ActiveAccount | null;
  waits: boolean;
  phone: string | null;
}

/** A link behind which a question still waits. */
export interface OpenProviderLink {
  id: string;
  referralId: string;
  /** The named contact, with the one role that answers. */
  actor: Actor;
}

/** Links with which a named contact of a provider answers one referral without signing in (design 6). */
@Injectable()
export class ProviderLinks {
  constructor(
    private readonly referrals: Referrals,
    private readonly views: ReferralViews,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** A new address; only its hash is kept. Earlier ones stay: a mail that seemed lost may have arrived. */
  async mint(referralId: string, accountId: string): Promise<string> {
    const { providerId, householdId, districtCode, regionPath } = await this.referrals.get(referralId);
    const [id, token] = [newId(), mintToken()];
    await this.transactions.manager.query(
      `insert into provider_links (id, token_hash, referral_id, account_id, organisation_id, district_code, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, tokenHash(token), referralId, accountId, providerId, districtCode, this.clock.now()],
    );
    const subject = { subjectType: 'provider-link', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'provider-link.issued', ...subject });
    return `${this.config.publicUrl}/p/${token}`;
  }

  /** Never says why a link is dead; the number to ring is null for one that never was. */
  async find(token: string): Promise<{ open: OpenProviderLink | null; phone: string | null }> {
    const sql = 'select * from app.find_provider_link($1, $2)';
    const [row] = await this.transactions.manager.query<LinkRow[]>(sql, [tokenHash(token), this.clock.now()]);
    const actor = row?.waits ? contactOf(row) : null;
    const open = row && actor ? { id: row.link_id, referralId: row.referral_id, actor } : null;
    return { open, phone: row?.phone ?? null };
  }

  /** What the contact may read before the answer (C3), and the secret of the form that goes with it. */
  async look(
    { referralId, actor }: OpenProviderLink,
    token: string,
  ): Promise<{ seen: ProviderReferral; form: string }> {
    const read = async () => {
      const referral = await this.referrals.open(referralId);
      return { seen: this.views.forProvider(referral, null), form: formSecret(token, referral) };
    };
    return this.transactions.runApart(actor, read, { readOnly: true });
  }

  /**
   * Answers as the contact; the secret counts once, since the answer makes a new version of the referral.
   * @throws AppError 409 `provider-form-used`, and what `act` throws
   */
  async answer(
    { id, referralId, actor }: OpenProviderLink,
    { token, form }: { token: string; form: string },
    act: (referralId: string) => Promise<Referral>,
  ): Promise<Referral> {
    return this.transactions.runApart(actor, async () => {
      const secret = Buffer.from(formSecret(token, await this.referrals.get(referralId)));
      const given = Buffer.from(form);
      if (given.length !== secret.length || !timingSafeEqual(given, secret)) throw conflict('provider-form-used');
      const answered = await act(referralId);
      const update = 'update provider_links set answered_at = $2 where id = $1';
      await this.transactions.manager.query(update, [id, this.clock.now()]);
      const { householdId, districtCode, regionPath } = answered;
      const subject = { subjectType: 'provider-link', subjectId: id, householdId, districtCode, regionPath };
      await this.audit.changed({ action: 'provider-link.answered', ...subject, fields: ['answeredAt'] });
      return answered;
    });
  }
}

/** The contact at its post of dispatcher for this provider; null when it has none any more. */
function contactOf({ account, organisation_id }: LinkRow): Actor | null {
  if (!account) return null;
  const posts = account.posts.filter((one) => one.organisationId === organisation_id && one.role === 'dispatcher');
  return actorOf({ ...account, posts }, null, 'provider-link');
}

const formSecret = (token: string, { version }: Referral): string =>
  createHmac('sha256', token).update(`answer ${version}`).digest('base64url');
