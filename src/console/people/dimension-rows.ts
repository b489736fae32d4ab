import { Injectable } from '@nestjs/common';
import { Instruments } from '../../people/assessments';
import { Calculations } from '../../people/calculations';
import { dimensionNames, type DimensionName, type DimensionState, type DimensionsView } from '../../people/dimensions';
import { allows, type Permission } from '../../trust/access';
import { AssessmentWords } from './assessments-words';
import { CalculationPanel } from './calculation-panel';

const COLOURS: Readonly<Record<DimensionState, string>> = {
  ...{ for: 'orange', not: 'green', unknown: 'yellow', withheld: 'grey' },
};
/** Where each side is looked into, and what one has to be allowed for it. */
const PAGES: Readonly<Record<DimensionName, { page: string; permission: Permission }>> = {
  income: { page: 'economy', permission: 'economy:read' },
  spending: { page: 'economy', permission: 'economy:read' },
  property: { page: 'economy', permission: 'economy:read' },
  vulnerability: { page: 'classification', permission: 'classifications:read' },
  scales: { page: 'assessments', permission: 'assessments:read' },
  signals: { page: 'verifications', permission: 'checks:read' },
};
const WORST = 3;
/** The bar of the income ends at twice the low-income line. */
const TWICE = 200;
interface Bar {
  value: number;
  of: number;
}

/** The six sides in the reader's words. */
@Injectable()
export class DimensionRows {
  constructor(
    private readonly calculations: Calculations,
    private readonly panel: CalculationPanel,
    private readonly instruments: Instruments,
    private readonly words: AssessmentWords,
  ) {}

  /** @param roles whose pages are linked; none on paper */
  async of(seen: DimensionsView, roles: readonly string[]) {
    const sums = await this.sums(seen);
    const grounds: Readonly<Record<DimensionName, readonly string[]>> = {
      income: sums
        ? [sums.panel('income'), this.named('ratio-label', sums.ratio), this.named('per-head-label', sums.perHead)]
        : [],
      spending: sums ? [sums.panel('expenditure')] : [],
      property: sums ? [sums.panel('property')] : [],
      vulnerability: sums ? [this.named('types-label', sums.types), this.named('self-care-label', sums.selfCare)] : [],
      scales: await this.scales(seen),
      signals: this.signals(seen),
    };
    const bars = barsOf(seen);
    return {
      householdId: seen.householdId,
      on: seen.calculation?.onDay ?? null,
      packVersion: seen.calculation?.packVersion ?? null,
      withheld: seen.calculation?.withheld ?? [],
      rows: dimensionNames.map((name) => ({
        name: this.words.text(`dimensions.name.${name}`),
        state: this.words.text(`dimensions.state.${seen.states[name]}`),
        colour: COLOURS[seen.states[name]],
        grounds: grounds[name].filter((text) => text !== ''),
        bar: bars[name] && { ...bars[name], text: this.words.text(`dimensions.bar.${name}`, { ...bars[name] }) },
        href: allows(roles, PAGES[name].permission)
          ? `/console/households/${seen.householdId}/${PAGES[name].page}`
          : null,
      })),
    };
  }

  private async sums({ calculation }: DimensionsView) {
    if (!calculation) return null;
    const stored = await this.calculations.get(calculation.id);
    const { pack, people } = await this.calculations.basis(stored);
    const { ratio, perHead, types, selfCare, panels } = await this.panel.shown(stored, pack, people);
    const panel = (code: string) => (panels ?? []).find((one) => one.code === code)?.words ?? '';
    return { ratio, perHead, types, selfCare, panel };
  }

  private async scales({ householdId, scales }: DimensionsView): Promise<string[]> {
    const names = await this.words.names(householdId);
    return (scales ?? []).map(({ instrument, memberId, severity, triage }) => {
      const how = triage
        ? this.words.text(`assessments.triage.${triage}`)
        : this.words.text(`assessments.severity.${severity === null ? 'unknown' : `s${severity}`}`);
      const who = memberId === null ? [] : [names.get(memberId) ?? this.words.text('release.not-shown')];
      return [this.words.of(this.instruments.byCode(instrument).name), ...who, how].join(' · ');
    });
  }

  private signals({ signals: { mismatches, recheck, triage } }: DimensionsView): string[] {
    return [
      ...(mismatches > 0 ? [this.words.text('dimensions.signal.mismatches', { count: mismatches })] : []),
      ...(recheck ? [this.words.text('dimensions.signal.recheck')] : []),
      ...(triage === 'red' || triage === 'amber' ? [this.words.text(`assessments.triage.${triage}`)] : []),
    ];
  }

  private named(key: string, value: string): string {
    return this.words.text('dimensions.figure', { name: this.words.text(`calculations.${key}`), value });
  }
}

/** What has a scale of its own is drawn on it; the others have words only. */
function barsOf({ calculation, scales }: DimensionsView): Partial<Record<DimensionName, Bar>> {
  const severities = (scales ?? []).flatMap(({ severity }) => (severity === null ? [] : [severity]));
  const ratio = calculation?.ratio ?? null;
  return {
    ...(ratio === null ? {} : { income: { value: Math.min(percentOf(ratio), TWICE), of: TWICE } }),
    ...(severities.length === 0 ? {} : { scales: { value: Math.max(...severities), of: WORST } }),
  };
}

/** Of an exact share `n/d`; for a picture only. */
function percentOf(share: string): number {
  const [above = '0', below = '1'] = share.split('/');
  return Number((BigInt(above) * 100n) / BigInt(below));
}
