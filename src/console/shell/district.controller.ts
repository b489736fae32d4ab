import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { inTurn } from '../../platform/database';
import { Config } from '../../platform/config';
import { sessionCookie } from '../../platform/http';
import { Regions } from '../../reference/regions';
import { RequirePermission, WithoutDistrict } from '../../trust/access';
import { districtCookie } from '../../trust/accounts';
import { emptyForm, type FormModel } from './form-model';
import { Forms } from './forms.service';
import { ownAddress } from './page-locale';
import { type Redirect, redirect, type View, view } from './view';

/** Somebody with posts in several districts says in which one to work now (design 8.1). */
@ApiExcludeController()
@Controller('console/district')
@RequirePermission('console:use')
@WithoutDistrict()
export class DistrictController {
  constructor(
    private readonly regions: Regions,
    private readonly forms: Forms,
    private readonly config: Config,
  ) {}

  @Get()
  ask(@Query('next') next: unknown, @Req() request: FastifyRequest): Promise<View> {
    return this.page(request, ownAddress(next), emptyForm());
  }

  @Post()
  choose(
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View | Redirect> {
    const next = ownAddress(body?.next);
    const all = request.districts ?? [];
    const Choice = z.object({ district: z.string().refine((code) => all.includes(code), 'district-needed') });
    return this.forms.submit(body, Choice, {
      act: ({ district }) => Promise.resolve(district),
      done: (district) => {
        void reply.setCookie(districtCookie, district, sessionCookie(this.config).options);
        return redirect(next);
      },
      again: (form) => this.page(request, next, form),
    });
  }

  private async page(request: FastifyRequest, next: string, form: FormModel): Promise<View> {
    const districts = await inTurn(request.districts ?? [], async (code) => ({
      value: code,
      text: (await this.regions.byCode(code)).name,
    }));
    return view('console/shell/district', { districts, next, form });
  }
}
