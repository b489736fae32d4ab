import { Injectable } from '@nestjs/common';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import { forbidden, gone } from '../../platform/errors';
import { Transactions } from '../../platform/database';
import { Assessments, type Instrument, Instruments, itemOptions, Trainings, TRIAGE } from '../assessments';
import { Households, HouseholdViews } from '../households';
import { FlagSteps } from '../safeguards';
import type { FieldInstrument, TakeAlongContents, TakeAlongView } from './dto/take-along.view';
import type { TakeAlong } from './take-along.entity';
import { type TakeAlongStanding, TakeAlongsStore } from './take-alongs.store';

/** Devices as their owners and the centre see them, and what a device takes along. */
@Injectable()
export class TakeAlongViews {
  constructor(
    private readonly store: TakeAlongsStore,
    private readonly instruments: Instruments,
    private readonly assessments: Assessments,
    private readonly trainings: Trainings,
    private readonly flagSteps: FlagSteps,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  async all(standings: readonly TakeAlongStanding[]): Promise<TakeAlongView[]> {
    const names = await this.accounts.names([...new Set(standings.map(({ row }) => row.accountId))]);
    const counts = await this.store.countHouseholds(standings.map(({ row }) => row.id));
    return standings.map(({ row, end, secondsLeft }) => {
      const { id, accountId, device, purpose, state, takenAt, expiresAt, lastPacketAt, version } = row;
      return {
        ...{
          id,
          self: `/api/v1/take-alongs/${id}`,
          accountId,
          accountName: names.get(accountId) ?? '',
          device,
          purpose,
        },
        ...{ households: counts.get(id) ?? 0, state, end, takenAt: takenAt.toISOString() },
        ...{
          expiresAt: expiresAt.toISOString(),
          secondsLeft,
          lastPacketAt: lastPacketAt?.toISOString() ?? null,
          version,
        },
      };
    });
  }

  async one(standing: TakeAlongStanding): Promise<TakeAlongView> {
    const [view] = await this.all([standing]);
    return view!;
  }

  /**
   * What goes on the device: the scales in use, and of each household what is needed to ask. A file that has gone out of
   * reach since is left out.
   * @throws AppError 404; 403 `take-along-of-other`; 410 `take-along-ended`
   */
  async contents(id: string): Promise<TakeAlongContents> {
    const standing = await this.store.get(id);
    if (standing.row.accountId !== this.transactions.actor.userId) throw forbidden('take-along-of-other');
    if (standing.end !== null) throw gone('take-along-ended');
    const ids = await this.store.householdsOf(id);
    const labels = await this.households.labelsOf(ids);
    const households: TakeAlongContents['households'] = [];
    for (const householdId of ids.filter((one) => labels.has(one))) {
      const { purpose } = standing.row;
      const file = await this.households.open(householdId, { purpose, fields: ['displayName', 'members'] });
      const [line] = await this.views.lines([file]);
      const { number, displayName, withheld } = line!;
      const members = await this.views.members(householdId);
      households.push({
        ...{ id: householdId, number, displayName, withheld },
        triaged: (await this.assessments.latest(householdId, TRIAGE)) !== null,
        members: members.map(({ id: memberId, name, relation, age, withheld: hidden }) => ({
          ...{ id: memberId, name, relation, age, withheld: hidden },
        })),
      });
    }
    await this.audit.read({ action: 'take-along.contents-read', subjectType: 'take-along', subjectId: id });
    const instruments: FieldInstrument[] = [];
    for (const scale of this.instruments.all()) instruments.push(await this.instrument(scale, standing.row));
    return { takeAlong: await this.one(standing), instruments, households };
  }

  private async instrument(scale: Instrument, { accountId, districtCode }: TakeAlong): Promise<FieldInstrument> {
    const { code, assessors } = scale;
    const mayUse = assessors !== 'trained' || (await this.trainings.holds(accountId, code, districtCode));
    const byFlags = scale.flags.map(({ code: flag, any, value }) => {
      return { any, value, steps: this.flagSteps.of([flag]).map((step) => step.code) };
    });
    return { ...viewFieldInstrument(scale), mayUse, alarms: [...byFlags, ...triageAlarms(scale)] };
  }
}

/** A triage has levels instead of flags (S16): its steps are `triage-red` and `triage-amber`. */
function triageAlarms({ items }: Instrument): FieldInstrument['alarms'] {
  return (['red', 'amber'] as const).flatMap((level) => {
    const any = items.filter(({ triage }) => triage === level).map(({ id }) => id);
    return any.length === 0 ? [] : [{ any, value: 1, steps: [`triage-${level}`] }];
  });
}

function viewFieldInstrument(scale: Instrument): Omit<FieldInstrument, 'mayUse' | 'alarms'> {
  const { code, version, name, construct, subject, minimumAge, maximumAge, modes, lookBack } = scale;
  return {
    ...{ code, version, name, construct, subject, minimumAge, maximumAge, modes },
    lookBack: { zh: lookBack.zh, en: lookBack.en },
    items: scale.items.map((item) => ({
      ...{ id: item.id, zh: item.zh, en: item.en, reverse: item.reverse, askIf: item.askIf ?? null },
      ...{ ages: item.ages ?? null, computed: item.computed !== undefined },
      options: itemOptions(scale, item),
    })),
  };
}
