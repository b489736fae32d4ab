import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Households } from '../../people/households';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ledgerStatementView } from './dto/ledger.view';
import { LedgerStatements } from './ledger-statements';

/** What the ledger of an office said of a household, beside what is proposed and decided (R3, R27). */
@Controller('api/v1/households')
export class LedgerStatementsController {
  constructor(
    private readonly statements: LedgerStatements,
    private readonly households: Households,
  ) {}

  @Get(':id/ledger-statement')
  @RequirePermission('classifications:read')
  @Answers(200, ledgerStatementView)
  async one(@Param('id', { schema: z.uuid() }) householdId: string): Promise<z.infer<typeof ledgerStatementView>> {
    await this.households.open(householdId);
    const said = await this.statements.of(householdId);
    return { reportedCircle: said?.circle ?? null, takenInAt: said?.takenInAt.toISOString() ?? null };
  }
}
