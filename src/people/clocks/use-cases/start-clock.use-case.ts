import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Policies, type PolicyPack } from '../../../reference/policies';
import { Households } from '../../households';
import { ClockMoves, lifecycleOf } from '../clock-moves';
import { ClocksStore } from '../clocks.store';
import type { StartClock as StartInput } from '../dto/clock.dto';
import type { ClockRule, HouseholdClock } from '../household-clock.entity';

/** A person starts one of the clocks, with the facts that the pack's rule asks for (B11, R38, R43, R85). */
@Injectable()
export class StartClock {
  constructor(
    private readonly store: ClocksStore,
    private readonly moves: ClockMoves,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404 no such household; 409 `clock-running`; 422 the day lies ahead, a ground is not in the pack, a taper by
   * somebody else than an officer (R3), or a person of another household
   */
  async execute(householdId: string, input: StartInput): Promise<HouseholdClock> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    const pack = this.policies.current(districtCode);
    await this.check(householdId, input, pack);
    if (await this.store.runningOf(householdId, input.kind)) throw conflict('clock-running', { kind: input.kind });
    const clock: HouseholdClock = {
      ...{ id: newId(), householdId, districtCode, regionPath, kind: input.kind, startedOn: input.startedOn },
      state: lifecycleOf(input.kind).initial,
      ...{ packVersion: pack.version, rule: ruleOf(input.kind, pack), pauses: [], endedOn: null },
      lastMonthFen: input.kind === 'taper' ? input.lastMonthFen : null,
      documentNumber: input.kind === 'taper' ? input.documentNumber : null,
      grounds: input.kind === 'waiting' ? [...new Set(input.grounds)].sort() : null,
      occasion: input.kind === 'support' ? input.occasion : null,
      memberId: input.kind === 'support' ? (input.memberId ?? null) : null,
      ...{ startedBy: this.transactions.actor.userId, recordedAt: this.clock.now(), version: 1 },
    };
    await this.store.insert(clock);
    await this.moves.started(clock);
    return clock;
  }

  private async check(householdId: string, input: StartInput, pack: PolicyPack): Promise<void> {
    if (input.startedOn > this.clock.today()) throw invalid([{ field: 'startedOn', code: 'day-ahead' }]);
    if (input.kind === 'taper' && !this.transactions.actor.roles.includes('officer'))
      throw invalid([{ field: 'documentNumber', code: 'document-number-by-officer' }]);
    const known = new Set(pack.rules.clocks.waiting.map(({ code }) => code));
    if (input.kind === 'waiting' && input.grounds.some((code) => !known.has(code)))
      throw invalid([{ field: 'grounds', code: 'waiting-ground-unknown' }]);
    if (input.kind !== 'support' || input.memberId === undefined) return;
    const members = await this.households.members(householdId);
    if (!members.some(({ id }) => id === input.memberId))
      throw invalid([{ field: 'memberId', code: 'member-of-other-household' }]);
  }
}

function ruleOf(kind: StartInput['kind'], { rules: { clocks } }: PolicyPack): ClockRule {
  if (kind === 'taper') return { kind, ...clocks.taper };
  return kind === 'waiting' ? { kind, rows: clocks.waiting } : { kind, ...clocks.support };
}
