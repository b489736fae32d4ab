import { Body, Controller, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { BeforeNewPassword, BeforeSecondFactor, RequirePermission, WithoutDistrict } from '../access';
import { confirmSecondFactorInput, renewRecoveryCodesInput } from './dto/account.dto';
import { recoveryCodesView, secondFactorView } from './dto/account.view';
import { RenewRecoveryCodes } from './use-cases/renew-recovery-codes.use-case';
import { SetUpSecondFactor } from './use-cases/set-up-second-factor.use-case';

type Codes = z.infer<typeof recoveryCodesView>;
const shown = (recoveryCodes: string[]): Codes => ({ self: '/api/v1/me', recoveryCodes });

/** One's own second factor; open also to an account that has to set it up first. */
@Controller('api/v1/me')
@RequirePermission('console:use')
@WithoutDistrict()
export class OwnSecondFactorController {
  constructor(
    private readonly setUp: SetUpSecondFactor,
    private readonly renew: RenewRecoveryCodes,
  ) {}

  /** A secret to scan; nothing changes until it is confirmed. */
  @Get('second-factor')
  @BeforeSecondFactor()
  @BeforeNewPassword()
  @Answers(200, secondFactorView)
  proposal(): Promise<z.infer<typeof secondFactorView>> {
    return this.setUp.propose();
  }

  @Post('second-factor')
  @BeforeSecondFactor()
  @BeforeNewPassword()
  @Answers(201, recoveryCodesView)
  async confirm(
    @Body({ schema: confirmSecondFactorInput }) input: z.infer<typeof confirmSecondFactorInput>,
  ): Promise<Codes> {
    return shown(await this.setUp.execute(input));
  }

  @Post('recovery-codes')
  @Answers(201, recoveryCodesView)
  async renewCodes(
    @Body({ schema: renewRecoveryCodesInput }) input: z.infer<typeof renewRecoveryCodesInput>,
  ): Promise<Codes> {
    return shown(await this.renew.execute(input.current));
  }
}
