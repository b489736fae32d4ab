import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { entitlementLifecycle, Entitlements, SetEntitlementState } from '../entitlements';
import type { Application } from './application.entity';

const MOVES = { applied: 'apply', granted: 'grant', refused: 'refuse' } as const;

/** The line of the policy-first checklist that an application answers (R7): it follows what happens to the application. */
@Injectable()
export class ChecklistLine {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly setState: SetEntitlementState,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Does nothing where the household has no such line, or the line stands where that move is none. The number of the
   * application is the document only of the civil affairs' own decision; a township's stands as reported (R3).
   */
  async follow({ householdId, applicantId, act, number }: Application, state: keyof typeof MOVES): Promise<void> {
    const lines = (await this.entitlements.list(householdId)).map(({ row }) => row);
    const line = lines.find((row) => row.line === act && (row.memberId === null || row.memberId === applicantId));
    const { roles } = this.transactions.actor;
    if (!line || !entitlementLifecycle.allowed(line.state, roles).includes(MOVES[state])) return;
    const document = state === 'granted' && roles.includes('officer') ? { documentNumber: number } : {};
    await this.setState.execute(line.id, line.version, { state, ...document });
  }
}
