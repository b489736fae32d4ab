import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import { mintToken, tokenHash } from '../../platform/crypto';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { Post } from './account';

const INVITATION_DAYS = 7;
const RESET_HOURS = 24;

/** An address that works once; shown to whoever made it, who hands it on. */
export interface OneTimeLink {
  id: string;
  token: string;
  url: string;
}

export interface InvitationRow {
  id: string;
  email: string | null;
  role: string;
  organisation_id: string | null;
  unit_id: string | null;
  district_code: string | null;
  region_path: string | null;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  /** To the microsecond, for the cursor. */
  cursor_at: string;
}

const INVITATION = `select id, email, role, organisation_id, unit_id, district_code, region_path, created_at, expires_at, used_at,
    created_at::text as cursor_at from invitations where kind = 'invitation'`;

/** One-time links: invitations of new people and new passwords for known ones. Only hashes are kept. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async invite(post: Post, email: string | null): Promise<OneTimeLink> {
    const link = this.mint('invitations');
    await this.transactions.manager.query(
      `insert into invitations (id, token_hash, kind, role, organisation_id, unit_id, district_code, region_path, email, invited_by, expires_at)
       values ($1, $2, 'invitation', $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + make_interval(days => $10))`,
      [
        link.id,
        tokenHash(link.token),
        post.role,
        post.organisationId,
        post.unitId,
        post.districtCode,
        post.regionPath,
        email,
        this.transactions.actor.userId,
        INVITATION_DAYS,
      ],
    );
    return link;
  }

  /** A link to set a new password; earlier ones of the account end. */
  async resetPassword(accountId: string, post: Post | undefined): Promise<OneTimeLink> {
    const { manager, actor } = this.transactions;
    await manager.query(
      'update invitations set expires_at = clock_timestamp() where account_id = $1 and used_at is null and expires_at > clock_timestamp()',
      [accountId],
    );
    const link = this.mint('password-resets');
    await manager.query(
      `insert into invitations (id, token_hash, kind, account_id, district_code, invited_by, expires_at)
       values ($1, $2, 'password-reset', $3, $4, $5, clock_timestamp() + make_interval(hours => $6))`,
      [
        link.id,
        tokenHash(link.token),
        accountId,
        post?.districtCode ?? actor.districtCodes[0] ?? null,
        actor.userId,
        RESET_HOURS,
      ],
    );
    return link;
  }

  /** @throws AppError 404 */
  async invitation(id: string): Promise<InvitationRow> {
    const [row] = await this.transactions.manager.query<InvitationRow[]>(`${INVITATION} and id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  /** Those that can still be accepted, the newest first. */
  async openInvitations({ limit, after }: { limit: number; after?: string }): Promise<Page<InvitationRow>> {
    const [at = null, id = null] = after === undefined ? [] : decodeCursor(after).map(String);
    const rows = await this.transactions.manager.query<InvitationRow[]>(
      `${INVITATION} and used_at is null and expires_at > clock_timestamp()
         and ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
       order by created_at desc, id desc limit $3`,
      [at, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.cursor_at, row.id]);
  }

  /** Ends an open invitation. @returns false when it was used or over already */
  async revokeInvitation(id: string): Promise<boolean> {
    const [, count] = await this.transactions.manager.query<[unknown, number]>(
      `update invitations set expires_at = clock_timestamp()
       where id = $1 and kind = 'invitation' and used_at is null and expires_at > clock_timestamp()`,
      [id],
    );
    return count > 0;
  }

  private mint(path: string): OneTimeLink {
    const token = mintToken();
    return { id: newId(), token, url: `${this.config.publicUrl}/${path}/${token}` };
  }
}
