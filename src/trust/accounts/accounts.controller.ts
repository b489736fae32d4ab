import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../access';
import { Accounts } from './accounts.service';
import { accountQuery, createAccountInput, editAccountInput } from './dto/account.dto';
import { accountsView, accountView, type AccountView, createdAccountView, viewAccount } from './dto/account.view';
import { CreateAccount } from './use-cases/create-account.use-case';
import { DeactivateAccount } from './use-cases/deactivate-account.use-case';
import { RemoveSecondFactor } from './use-cases/remove-second-factor.use-case';
import { ResetPassword } from './use-cases/reset-password.use-case';

const accountId = z.uuid();

/** Accounts, for the system administrator. */
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly createAccount: CreateAccount,
    private readonly deactivateAccount: DeactivateAccount,
    private readonly resetPassword: ResetPassword,
    private readonly removeSecondFactor: RemoveSecondFactor,
  ) {}

  @Get()
  @RequirePermission('accounts:read')
  @Answers(200, accountsView)
  async list(
    @Query({ schema: accountQuery }) query: z.infer<typeof accountQuery>,
  ): Promise<z.infer<typeof accountsView>> {
    const page = await this.accounts.list(query);
    return { items: page.items.map(viewAccount), next: page.next };
  }

  @Get(':id')
  @RequirePermission('accounts:read')
  @Answers(200, accountView)
  async one(@Param('id', { schema: accountId }) id: string): Promise<AccountView> {
    return viewAccount(await this.accounts.get(id));
  }

  @Post()
  @RequirePermission('accounts:write')
  @Answers(201, createdAccountView)
  async create(
    @Body({ schema: createAccountInput }) input: z.infer<typeof createAccountInput>,
  ): Promise<z.infer<typeof createdAccountView>> {
    const { id, link } = await this.createAccount.execute(input);
    return { ...viewAccount(await this.accounts.get(id)), link: link?.url ?? null };
  }

  @Patch(':id')
  @RequirePermission('accounts:write')
  @Answers(200, accountView)
  async edit(
    @Param('id', { schema: accountId }) id: string,
    @Version() version: number,
    @Body({ schema: editAccountInput }) input: z.infer<typeof editAccountInput>,
  ): Promise<AccountView> {
    return viewAccount(await this.accounts.edit(id, version, input));
  }

  @Post(':id/deactivate')
  @RequirePermission('accounts:write')
  @Answers(200, accountView)
  async deactivate(@Param('id', { schema: accountId }) id: string): Promise<AccountView> {
    await this.deactivateAccount.execute(id);
    return viewAccount(await this.accounts.get(id));
  }

  @Post(':id/reset-password')
  @RequirePermission('accounts:write')
  @Answers(200, createdAccountView)
  async reset(@Param('id', { schema: accountId }) id: string): Promise<z.infer<typeof createdAccountView>> {
    const link = await this.resetPassword.issue(id);
    return { ...viewAccount(await this.accounts.get(id)), link: link.url };
  }

  /** For somebody who lost the authenticator: the next sign-in sets up a new one. */
  @Post(':id/remove-second-factor')
  @RequirePermission('accounts:write')
  @Answers(200, accountView)
  async withoutSecondFactor(@Param('id', { schema: accountId }) id: string): Promise<AccountView> {
    await this.removeSecondFactor.execute(id);
    return viewAccount(await this.accounts.get(id));
  }
}
