import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { Clock } from '../../platform/time';
import { RequirePermission } from '../../trust/access';
import { Credentials } from './credentials.service';
import {
  CredentialInput,
  credentialsView,
  credentialView,
  type CredentialView,
  viewCredential,
} from './dto/credential.dto';

const id = z.uuid();

/** Papers of a provider's staff (B30). */
@Controller('api/v1/providers/:provider/credentials')
export class CredentialsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('providers:read')
  @Answers(200, credentialsView)
  async list(@Param('provider', { schema: id }) provider: string): Promise<z.infer<typeof credentialsView>> {
    const rows = await this.credentials.list(provider);
    return { items: rows.map((row) => viewCredential(row, this.clock.today())), next: null };
  }

  @Get(':id')
  @RequirePermission('providers:read')
  @Answers(200, credentialView)
  async one(
    @Param('provider', { schema: id }) provider: string,
    @Param('id', { schema: id }) credential: string,
  ): Promise<CredentialView> {
    return viewCredential(await this.credentials.get(provider, credential), this.clock.today());
  }

  @Post()
  @RequirePermission('providers:write')
  @Answers(201, credentialView)
  async add(
    @Param('provider', { schema: id }) provider: string,
    @Body({ schema: CredentialInput }) input: CredentialInput,
  ): Promise<CredentialView> {
    return viewCredential(await this.credentials.add(provider, input), this.clock.today());
  }

  @Patch(':id')
  @RequirePermission('providers:write')
  @Answers(200, credentialView)
  async edit(
    @Param('provider', { schema: id }) provider: string,
    @Param('id', { schema: id }) credential: string,
    @Version() version: number,
    @Body({ schema: CredentialInput }) input: CredentialInput,
  ): Promise<CredentialView> {
    return viewCredential(await this.credentials.edit(provider, credential, version, input), this.clock.today());
  }

  @Delete(':id')
  @RequirePermission('providers:write')
  @Answers(204)
  async remove(
    @Param('provider', { schema: id }) provider: string,
    @Param('id', { schema: id }) credential: string,
  ): Promise<void> {
    await this.credentials.remove(provider, credential);
  }
}
