import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  ClosedFileQuery,
  ClosedFiles,
  OpenFrozenFile,
  OpenFrozenFileInput,
  openingGrounds,
  viewClosedFile,
} from '../../people/rights';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { Choices } from './choices';

const id = z.uuid();

/** Frozen and erased files by number (PIPL 47); an officer opens a frozen one on a legal ground. */
@ApiExcludeController()
@Controller('console/closed-files')
export class ClosedFilePages {
  constructor(
    private readonly forms: Forms,
    private readonly files: ClosedFiles,
    private readonly opening: OpenFrozenFile,
    private readonly choices: Choices,
  ) {}

  @Get()
  @RequirePermission('rights:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = ClosedFileQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.files.list(parsed.success ? parsed.data : ClosedFileQuery.parse({}));
    const model = { files: items.map(viewClosedFile), next };
    return view('console/people/closed-file-list', model, { title: 'rights.closed.title' });
  }

  @Get(':id')
  @RequirePermission('rights:read')
  one(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(householdId, emptyForm(), actor);
  }

  @Post(':id/open')
  @RequirePermission('frozen-files:open')
  open(@Param('id', { schema: id }) householdId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, OpenFrozenFileInput, {
      act: (input) => this.opening.execute(householdId, input),
      done: () => redirect(`/console/households/${householdId}`, { flash: { key: 'rights.closed.opened' } }),
      again: (form) => this.page(householdId, form, actor),
    });
  }

  private async page(householdId: string, form: FormModel, { roles }: Actor): Promise<View> {
    const file = viewClosedFile(await this.files.get(householdId));
    const mayOpen = file.state === 'frozen' && allows(roles, 'frozen-files:open');
    const model = { file, form, mayOpen, grounds: this.choices.of('rights.ground.', openingGrounds) };
    const titleParams = { number: file.number };
    return view('console/people/closed-file', model, { title: 'rights.closed.one', titleParams });
  }
}
