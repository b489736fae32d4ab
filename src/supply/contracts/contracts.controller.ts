import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { type ContractMove, contractMoves } from './contract.lifecycle';
import { Contracts } from './contracts.service';
import {
  ContractQuery,
  CreateContractInput,
  EditContractInput,
  EntryQuery,
  MoveContractInput,
} from './dto/contract.dto';
import {
  contractEntriesView,
  contractsView,
  contractView,
  type ContractView,
  viewContract,
  viewEntry,
} from './dto/contract.view';
import { KeepContract } from './use-cases/keep-contract.use-case';

const contractId = z.uuid();

/** Contracts of purchased service (R73, R77). */
@Controller('api/v1/contracts')
export class ContractsController {
  constructor(
    private readonly contracts: Contracts,
    private readonly keep: KeepContract,
  ) {}

  @Get()
  @RequirePermission('contracts:read')
  @Answers(200, contractsView)
  async list(@Query({ schema: ContractQuery }) query: ContractQuery): Promise<z.infer<typeof contractsView>> {
    const { provider, ...page } = query;
    const found = await this.contracts.list({ ...page, providerId: provider });
    return { items: found.items.map(viewContract), next: found.next };
  }

  @Get(':id')
  @RequirePermission('contracts:read')
  @Answers(200, contractView)
  async one(@Param('id', { schema: contractId }) id: string): Promise<ContractView> {
    return this.shown(id);
  }

  @Get(':id/entries')
  @RequirePermission('contracts:read')
  @Answers(200, contractEntriesView)
  async entries(
    @Param('id', { schema: contractId }) id: string,
    @Query({ schema: EntryQuery }) query: EntryQuery,
  ): Promise<z.infer<typeof contractEntriesView>> {
    const { items, next } = await this.contracts.entries(id, query);
    return { items: items.map(viewEntry), next };
  }

  @Post()
  @RequirePermission('contracts:write')
  @Answers(201, contractView)
  async create(@Body({ schema: CreateContractInput }) input: CreateContractInput): Promise<ContractView> {
    return this.shown((await this.keep.create(input)).id);
  }

  @Patch(':id')
  @RequirePermission('contracts:write')
  @Answers(200, contractView)
  async edit(
    @Param('id', { schema: contractId }) id: string,
    @Version() version: number,
    @Body({ schema: EditContractInput }) input: EditContractInput,
  ): Promise<ContractView> {
    await this.keep.edit(id, version, input);
    return this.shown(id);
  }

  @Post(':id/:move')
  @RequirePermission('contracts:write')
  @Answers(200, contractView)
  async move(
    @Param('id', { schema: contractId }) id: string,
    @Param('move', { schema: z.enum(contractMoves) }) move: ContractMove,
    @Body({ schema: MoveContractInput }) input: z.infer<typeof MoveContractInput>,
  ): Promise<ContractView> {
    await this.keep.move(id, move, input.reason ?? null);
    return this.shown(id);
  }

  private async shown(id: string): Promise<ContractView> {
    return viewContract(await this.contracts.get(id));
  }
}
