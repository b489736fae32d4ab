import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { PROVIDER_STAFF } from '../../access';
import { Audit } from '../../audit';
import type { Post } from '../account';
import { checkPosts } from '../account.policy';
import { type OneTimeLink, OneTimeLinks } from '../links.store';

export interface InviteColleagueRequest {
  email?: string | null;
  post: Pick<Post, 'role'> & Partial<Post>;
}

const OWN_STAFF: readonly string[] = [...PROVIDER_STAFF, 'volunteer'];

/** Invites somebody by a link that works once, for seven days; the invited person chooses name and password. */
@Injectable()
export class InviteColleague {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: OneTimeLinks,
    private readonly audit: Audit,
  ) {}

  /** A dispatcher invites staff of the own provider only. @throws AppError 403, 422 */
  async execute(request: InviteColleagueRequest): Promise<OneTimeLink> {
    const post = this.postOf(request.post);
    checkPosts([post]);
    const link = await this.links.invite(post, request.email ?? null);
    await this.audit.changed({
      action: 'account.invited',
      subjectType: 'invitation',
      subjectId: link.id,
      fields: [post.role],
    });
    return link;
  }

  private postOf(wanted: InviteColleagueRequest['post']): Post {
    const { actor } = this.transactions;
    const post = { organisationId: null, unitId: null, districtCode: null, regionPath: null, ...wanted };
    if (actor.kind === 'system' || actor.roles.includes('system-administrator')) return post;
    if (!OWN_STAFF.includes(post.role)) throw forbidden();
    const { organisationId, unitId, districtCodes, regionPath } = actor;
    return { role: post.role, organisationId, unitId, regionPath, districtCode: districtCodes[0] ?? null };
  }
}
