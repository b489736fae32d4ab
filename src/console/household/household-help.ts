import { Injectable } from '@nestjs/common';
import { type Help, HelpLine } from '../../exchange/notifications';
import { type Household, Households } from '../../people/households';
import { tokenHash } from '../../platform/crypto';
import { type Actor, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';

/** The telephone number that stands on every page of a household. */
@Injectable()
export class HouseholdHelp {
  constructor(
    private readonly households: Households,
    private readonly helpLine: HelpLine,
    private readonly transactions: Transactions,
  ) {}

  /** The household whose page it is, with its number. @throws AppError 404 when the actor is no household */
  async own(): Promise<{ household: Household; help: Help | null }> {
    const { householdId } = this.transactions.actor;
    if (!householdId) throw notFound();
    const household = await this.households.unrecorded(householdId);
    return { household, help: await this.helpLine.of(household.regionPath) };
  }

  /** For an error page, outside any transaction; null when nobody is let in. */
  async phoneFor(actor: Actor | undefined): Promise<string | null> {
    if (actor?.kind !== 'household') return null;
    return this.transactions.runApart(actor, async () => (await this.own()).help?.phone ?? null, { readOnly: true });
  }

  /** Before the PIN: a number to ask at, and nothing else about whose link it is; null for an unknown link. */
  async phoneBehind(token: string): Promise<string | null> {
    const { manager } = this.transactions;
    const sql = 'select app.household_link_phone($1) as phone';
    const [row] = await manager.query<Array<{ phone: string | null }>>(sql, [tokenHash(token)]);
    return row?.phone ?? null;
  }
}
