import { Injectable } from '@nestjs/common';
import { mintDigits, mintToken, tokenHash } from '../../platform/crypto';
import { newId, Transactions } from '../../platform/database';
import { AppError, gone } from '../../platform/errors';
import { Audit } from '../audit';
import { householdActor } from './account';
import { Credentials } from './credentials.store';
import { hashPassword, passwordMatches } from './passwords';
import { RateLimits } from './rate-limits';
import { type OpenedSession, Sessions } from './sessions.service';

const PIN_DIGITS = 6;
const DAYS = 90;
const MAXIMUM_FAILURES = 5;

export interface HouseholdPlace {
  householdId: string;
  districtCode: string;
  /** As in the household's row, with the trailing slash. */
  regionPath: string;
  /** The member that it is given to by name. */
  holderMemberId?: string | null;
}

/** Link and PIN with which a household reaches its own page (R53). Both are shown once, on paper or by phone. */
@Injectable()
export class HouseholdLinks {
  constructor(
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    private readonly limits: RateLimits,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** A new link and PIN; earlier ones, and the sessions opened with them, end: a lost letter must open nothing. */
  async issue({
    holderMemberId = null,
    ...place
  }: HouseholdPlace): Promise<{ id: string; token: string; pin: string }> {
    await this.revoke(place.householdId);
    const { manager, actor } = this.transactions;
    const [id, token, pin] = [newId(), mintToken(), mintDigits(PIN_DIGITS)];
    await manager.query(
      `insert into household_links (id, token_hash, pin_hash, household_id, district_code, region_path, created_by, expires_at,
         holder_member_id)
       values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(days => $8), $9)`,
      [
        id,
        tokenHash(token),
        await hashPassword(pin),
        place.householdId,
        place.districtCode,
        place.regionPath,
        actor.userId,
        DAYS,
        holderMemberId,
      ],
    );
    await this.audit.changed({
      action: 'household-link.issued',
      subjectType: 'household-link',
      subjectId: id,
      ...place,
    });
    return { id, token, pin };
  }

  /** Ends the household's links. */
  async revoke(householdId: string): Promise<void> {
    await this.transactions.manager.query(
      'update household_links set revoked_at = clock_timestamp() where household_id = $1 and revoked_at is null',
      [householdId],
    );
  }

  /** What the page behind the link can offer; null for a link that never was. */
  state(token: string): Promise<'open' | 'locked' | 'expired' | 'revoked' | null> {
    return this.credentials.linkState(tokenHash(token));
  }

  /**
   * Opens a household session. After five wrong PINs the link is dead and the worker has to issue a new one.
   * @throws AppError 410 `household-link-ended`, 423 `household-link-locked`, 401 `household-pin-wrong`, 429
   */
  async verify(token: string, pin: string, address: string): Promise<OpenedSession> {
    await this.limits.attemptPin(address);
    const hash = tokenHash(token);
    const link = await this.credentials.tryPin(hash);
    if (!link) {
      // Nothing was guessed: the link opens nothing whatever is typed.
      await this.limits.forgivePin(address);
      throw (await this.credentials.linkState(hash)) === 'locked'
        ? new AppError('household-link-locked', 423)
        : gone('household-link-ended');
    }
    const actor = householdActor(link.household_id, link.district_code, null);
    if (!(await passwordMatches(link.pin_hash, pin.replace(/\D/g, '')))) {
      const left = MAXIMUM_FAILURES - link.attempts;
      throw left > 0
        ? new AppError('household-pin-wrong', 401, { params: { left } })
        : new AppError('household-link-locked', 423);
    }
    await this.credentials.acceptPin(hash);
    await this.limits.forgivePin(address);
    return this.transactions.runApart(actor, async () => {
      const opened = await this.sessions.open('household', address, link.id);
      const { household_id: householdId, id: subjectId } = link;
      await this.audit.changed({ action: 'session.opened', subjectType: 'household-link', subjectId, householdId });
      return opened;
    });
  }
}
