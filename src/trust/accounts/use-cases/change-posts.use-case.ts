import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../audit';
import { AccessTerms } from '../access-terms.store';
import type { Post } from '../account';
import { checkNewPost, mayStandOnTerm } from '../account.policy';
import { AccountsStore } from '../accounts.store';
import { type PostDays, type PostRow, PostsStore } from '../posts.store';

const DAY = 86_400_000;
const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** Gives an account another post, or ends one (R14): a person changes the unit, a contract begins, somebody leaves. */
@Injectable()
export class ChangePosts {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly posts: PostsStore,
    private readonly terms: AccessTerms,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws AppError 404, 409 `account-own` or `account-deactivated`, 422 for posts that do not go together, for days in
   * the past, and for a contract of another district
   */
  async add(accountId: string, post: Post, days: PostDays): Promise<string> {
    await this.openAccount(accountId);
    if (days.lastDay !== null && days.lastDay < (days.firstDay ?? this.clock.today())) {
      throw invalid([{ field: 'lastDay', code: 'post-days-reversed' }]);
    }
    await this.checkTerm(post, days.termId);
    const start = days.firstDay === null ? this.clock.now() : dayStart(days.firstDay);
    const end = days.lastDay === null ? null : dayStart(days.lastDay).getTime() + DAY;
    const others = (await this.posts.ofAccount(accountId)).filter(
      (other) =>
        other.ended_at === null &&
        [other.valid_until, other.term_ends_at].every((over) => over === null || over > start) &&
        (end === null || other.valid_from.getTime() < end),
    );
    checkNewPost(post, others.map(postOf));
    const id = await this.posts.add(accountId, post, days);
    await this.note('account.post-added', accountId, post);
    return id;
  }

  /** Ends a post at once, or after a last day. All sessions and keys of the account end with it. @throws AppError 404, 409 */
  async end(accountId: string, postId: string, lastDay: string | null): Promise<void> {
    await this.openAccount(accountId);
    if (lastDay !== null && lastDay < this.clock.today()) throw invalid([{ field: 'lastDay', code: 'day-past' }]);
    const post = (await this.posts.ofAccount(accountId)).find((one) => one.id === postId);
    await this.posts.end(accountId, postId, lastDay);
    await this.terms.closeEnded(accountId);
    await this.note('account.post-ended', accountId, post ? postOf(post) : undefined);
  }

  private async openAccount(id: string): Promise<void> {
    if (this.transactions.actor.userId === id) throw conflict('posts-own');
    if ((await this.accounts.get(id)).state === 'deactivated') throw conflict('account-deactivated');
  }

  private async checkTerm(post: Post, termId: string | null): Promise<void> {
    if (termId === null) return;
    if (!mayStandOnTerm(post.role)) throw invalid([{ field: 'contractId', code: 'post-not-for-operators' }]);
    const known = (await this.terms.running()).some(
      (term) => term.id === termId && term.district_code === post.districtCode,
    );
    if (!known) throw invalid([{ field: 'contractId', code: 'post-contract-unknown' }]);
  }

  private async note(action: string, subjectId: string, post: Post | undefined): Promise<void> {
    await this.audit.changed({
      action,
      subjectType: 'account',
      subjectId,
      fields: post ? [post.role] : [],
      districtCode: post?.districtCode,
      regionPath: post?.regionPath ? `${post.regionPath}/` : null,
    });
  }
}

const postOf = (row: PostRow): Post => ({
  role: row.role,
  organisationId: row.organisation_id,
  unitId: row.unit_id,
  districtCode: row.district_code,
  regionPath: row.region_path,
});
