import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Policies, type PolicyPack } from '../../reference/policies';
import { Entitlements } from '../entitlements';
import { Households } from '../households';
import { Economy } from '../verification';
import type { ClassificationInputs } from './classification.entity';
import type { ClassificationFacts, ClassificationRules, StatutoryStatus } from './propose-class';

const statuses: readonly StatutoryStatus[] = [
  'tekun',
  'orphan',
  'unattended-child',
  'dibao',
  'dibao-marginal',
  'rigid-expenditure',
];
// A date in China has a YYYY-MM-DD form in the Canadian locale.
const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const isStatus = (line: string): line is StatutoryStatus => (statuses as readonly string[]).includes(line);

/** Gathers what is stored of a household for the calculation of its class. */
@Injectable()
export class ClassificationFactsReader {
  constructor(
    private readonly households: Households,
    private readonly economy: Economy,
    private readonly entitlements: Entitlements,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** @param event what threw the household off balance, when something did */
  async read(householdId: string, event: ClassificationFacts['event']): Promise<ClassificationInputs> {
    const { districtCode } = await this.households.unrecorded(householdId);
    const on = this.clock.today();
    const totals = await this.economy.totals(householdId);
    const { incomeFen, expenditureFen, rigidFen } = totals;
    const economy = totals.declared ? { incomeFen, expenditureFen, rigidFen } : null;
    const facts = { on, members: totals.members, statuses: await this.statuses(householdId), economy, event };
    return { facts, rules: rulesOf(this.policies.current(districtCode), on) };
  }

  /** Only what an authority has decided with a document counts; what is merely reported does not (R3). */
  private async statuses(householdId: string): Promise<ClassificationFacts['statuses']> {
    const rows = (await this.entitlements.list(householdId)).map(({ row }) => row);
    return rows.flatMap(({ line, state, documentNumber, updatedAt }) => {
      if (state !== 'granted' || documentNumber === null || !isStatus(line)) return [];
      return [{ status: line, from: shanghaiDay.format(updatedAt), until: null }];
    });
  }
}

/** The pack's rules on a day; an amount that the district has not loaded stays unknown. */
function rulesOf(pack: PolicyPack, day: string): ClassificationRules {
  const { marginalFactor, rigidShare, eventWindowDays } = pack.rules.classification;
  return {
    packVersion: pack.version,
    dibaoMonthFen: amount(pack, 'dibao', day),
    disposableYearFen: amount(pack, 'disposable-income', day),
    ...{ marginalFactor, rigidShare, eventWindowDays },
  };
}

function amount(pack: PolicyPack, kind: string, day: string): number | null {
  try {
    return pack.standard(kind, day).fen;
  } catch (error) {
    if (error instanceof AppError && error.code === 'standard-not-loaded') return null;
    throw error;
  }
}
