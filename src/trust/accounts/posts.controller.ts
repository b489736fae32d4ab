import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../access';
import { AccessTerms } from './access-terms.store';
import { Accounts } from './accounts.service';
import {
  handoverView,
  postsView,
  type PostsView,
  termsView,
  viewHandover,
  viewPosts,
  viewTerm,
} from './dto/access.view';
import { addPostInput, endPostInput } from './dto/account.dto';
import { PostsStore } from './posts.store';
import { ChangePosts } from './use-cases/change-posts.use-case';

const uuid = z.uuid();

/** Posts of accounts, and the contracts that those of operators stand on (R14). */
@Controller('api/v1')
export class PostsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly posts: PostsStore,
    private readonly terms: AccessTerms,
    private readonly changePosts: ChangePosts,
  ) {}

  @Get('accounts/:id/posts')
  @RequirePermission('accounts:read')
  @Answers(200, postsView)
  async list(@Param('id', { schema: uuid }) id: string): Promise<PostsView> {
    await this.accounts.get(id);
    return viewPosts(id, await this.posts.ofAccount(id));
  }

  @Post('accounts/:id/posts')
  @RequirePermission('accounts:write')
  @Answers(201, postsView)
  async add(
    @Param('id', { schema: uuid }) id: string,
    @Body({ schema: addPostInput }) { firstDay, lastDay, contractId, ...post }: z.infer<typeof addPostInput>,
  ): Promise<PostsView> {
    await this.changePosts.add(id, post, { firstDay, lastDay, termId: contractId });
    return this.list(id);
  }

  /** Ends a post at once, or after its last day; with it all sessions and keys of the account. */
  @Post('accounts/:id/posts/:postId/end')
  @RequirePermission('accounts:write')
  @Answers(200, postsView)
  async end(
    @Param('id', { schema: uuid }) id: string,
    @Param('postId', { schema: uuid }) postId: string,
    @Body({ schema: endPostInput }) { lastDay }: z.infer<typeof endPostInput>,
  ): Promise<PostsView> {
    await this.changePosts.end(id, postId, lastDay);
    return this.list(id);
  }

  /** Contracts of operators that run or are to come. */
  @Get('access-terms')
  @RequirePermission('accounts:read')
  @Answers(200, termsView)
  async running(): Promise<z.infer<typeof termsView>> {
    return { items: (await this.terms.running()).map(viewTerm) };
  }

  /** The hand-over list: whose access ends with the contract. */
  @Get('access-terms/:id')
  @RequirePermission('accounts:read')
  @Answers(200, handoverView)
  async handover(@Param('id', { schema: uuid }) id: string): Promise<z.infer<typeof handoverView>> {
    return viewHandover(await this.terms.get(id), await this.terms.holders(id));
  }
}
