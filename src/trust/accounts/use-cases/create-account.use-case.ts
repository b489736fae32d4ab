import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit';
import { normaliseUsername, type Post } from '../account';
import { checkPosts } from '../account.policy';
import { AccountsStore } from '../accounts.store';
import { type OneTimeLink, OneTimeLinks } from '../links.store';
import { PasswordRules } from '../password-rules';
import { hashPassword } from '../passwords';

export interface CreateAccountRequest {
  username: string;
  displayName: string;
  email?: string | null;
  locale?: string;
  /** Without it the account is `invited` and its owner sets the password by the link. */
  password?: string;
  posts: Array<Pick<Post, 'role'> & Partial<Post>>;
  /** Accounts of the demonstration have known passwords and no second factor. */
  demonstration?: boolean;
}

/** Makes an account for one person (C2: no shared ones). */
@Injectable()
export class CreateAccount {
  constructor(
    private readonly accounts: AccountsStore,
    private readonly links: OneTimeLinks,
    private readonly passwordRules: PasswordRules,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 422 for posts that do not go together, a weak password or a taken username */
  async execute(request: CreateAccountRequest): Promise<{ id: string; link: OneTimeLink | null }> {
    const posts = request.posts.map((post) => ({
      organisationId: null,
      unitId: null,
      districtCode: null,
      regionPath: null,
      ...post,
    }));
    const username = normaliseUsername(request.username);
    const { password, displayName, email = null, locale = 'zh-CN', demonstration = false } = request;
    checkPosts(posts);
    if (password !== undefined && !demonstration) this.passwordRules.checkFirst(password, username);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    const id = await this.accounts.add({ username, displayName, email, locale, passwordHash, demonstration, posts });
    const link = passwordHash === null ? await this.links.resetPassword(id, posts[0]) : null;
    const place = {
      districtCode: posts[0]?.districtCode,
      regionPath: posts[0]?.regionPath ? `${posts[0].regionPath}/` : null,
    };
    await this.audit.changed({
      action: 'account.created',
      subjectType: 'account',
      subjectId: id,
      fields: posts.map((post) => post.role),
      ...place,
    });
    return { id, link };
  }
}
