import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BeforeNewPassword, BeforeSecondFactor, RequirePermission, WithoutDistrict } from '../../trust/access';
import { RenewRecoveryCodes, SetUpSecondFactor } from '../../trust/accounts';
import { ConsoleSession } from './console-session';
import { emptyForm, type FormModel } from './form-model';
import { Forms } from './forms.service';
import { ownAddress } from './page-locale';
import { typedValues } from './posted-values';
import { enrolmentPage, recoveryCodesPage, type WayOn } from './second-factor-page';
import { type Redirect, type View, view } from './view';

const OWN_ACCOUNT = '/console/account';
const SetUp = z.object({
  secret: z.string().max(100),
  code: z.string().max(20),
  current: z.string().max(500).optional(),
});
const Renewal = z.strictObject({ current: z.string().max(500) });

const wayOn = ({ next, kept }: Record<string, unknown>): WayOn => ({
  next: ownAddress(next),
  kept: typeof kept === 'string' && kept ? kept : null,
});

/** One's own authenticator and recovery codes; the first page of an account that has to have one. */
@ApiExcludeController()
@Controller('console')
@RequirePermission('console:use')
@WithoutDistrict()
export class SecondFactorController {
  constructor(
    private readonly forms: Forms,
    private readonly setUp: SetUpSecondFactor,
    private readonly renew: RenewRecoveryCodes,
    private readonly session: ConsoleSession,
  ) {}

  @Get('second-factor')
  @BeforeSecondFactor()
  @BeforeNewPassword()
  page(@Req() request: FastifyRequest, @Query('next') next: unknown): Promise<View> {
    return this.enrolment(request, { next: ownAddress(next), kept: null });
  }

  @Post('second-factor')
  @BeforeSecondFactor()
  @BeforeNewPassword()
  confirm(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    const way = wayOn(typedValues(body));
    return this.forms.submit(body, SetUp, {
      act: async (input) => {
        const codes = await this.setUp.execute(input);
        await this.session.renew(request, reply);
        return codes;
      },
      done: (codes) => {
        request.secondFactor = 'set';
        return recoveryCodesPage(codes, way);
      },
      again: (form) => this.enrolment(request, way, form),
    });
  }

  @Get('recovery-codes')
  renewalPage(): View {
    return view('console/shell/recovery-codes-new', { form: emptyForm() });
  }

  @Post('recovery-codes')
  renewal(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, Renewal, {
      act: (input) => this.renew.execute(input.current),
      done: (codes) => recoveryCodesPage(codes, { next: OWN_ACCOUNT, kept: null }),
      again: (form) => view('console/shell/recovery-codes-new', { form: { ...form, values: {} } }),
    });
  }

  private async enrolment(request: FastifyRequest, way: WayOn, form?: FormModel): Promise<View> {
    const secret = form?.values.secret;
    const proposal = await this.setUp.propose(typeof secret === 'string' ? secret : undefined);
    return enrolmentPage({ ...way, proposal, required: request.secondFactor === 'missing', form });
  }
}
