import { Injectable } from '@nestjs/common';
import { Calculations, type CalculationView, CalculationViews } from '../../people/calculations';
import { type ClassificationView, eventKinds } from '../../people/classification';
import { formatMoney } from '../../platform/i18n';
import { fieldGroups } from '../../trust/access';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';

type OwnStep = ClassificationView['steps'][number];
type Step = CalculationView['steps'][number];
type Cell = Step['result'];

/** Amounts that the engine says as whole fen. */
const IN_FEN = ['dibao', 'allowance', 'extra'];
const EXACT = /^(-?\d+)\/(\d+)$/;

/** The steps of a proposal in words: of its calculation, or its own where it is older than the stored calculations. */
@Injectable()
export class CalculationSteps {
  constructor(
    private readonly calculations: Calculations,
    private readonly views: CalculationViews,
    private readonly words: AssessmentWords,
  ) {}

  async of(row: ClassificationView) {
    if (row.calculationId === null) {
      const steps = row.steps.map((step) => this.own(step));
      return { steps, on: row.inputs?.facts.on ?? null, withheld: row.withheld };
    }
    const view = await this.views.of(await this.calculations.get(row.calculationId));
    const steps = [...view.lineSteps, ...view.personalSteps, ...view.steps].map((step) => this.step(step));
    const withheld = fieldGroups.filter((group) => row.withheld.includes(group) || view.withheld.includes(group));
    return { steps, on: view.onDay, withheld };
  }

  private step({ rule, citation, inputs, result }: Step) {
    const shown = Object.entries(inputs).filter(([, value]) => value !== null);
    return {
      rule: `${this.words.text(`calculations.rule.${rule}`)} (${citation})`,
      inputs: shown.map(([name, value]) => this.input(name, value)),
      result: rule === 'status' ? this.words.text(`classification.short.${result}`) : this.value(rule, result),
    };
  }

  private input(name: string, value: Cell): string {
    const isBound = name === 'line' && EXACT.test(String(value));
    return `${this.words.text(`calculations.input.${isBound ? 'bound' : name}`)} ${this.value(name, value)}`;
  }

  private value(name: string, value: Cell): string {
    if (name === 'circle') return this.words.text(`calculations.circle.${value}`);
    if (typeof value === 'number') return name === 'fen' || IN_FEN.includes(name) ? money(value) : String(value);
    const [, over, under] = EXACT.exec(String(value)) ?? [];
    if (name === 'share' && over !== undefined) return `${(100n * BigInt(over)) / BigInt(under!)} %`;
    // Rounded down, only to be shown (B13).
    if (over !== undefined) return money(Number(BigInt(over) / BigInt(under!)));
    const known = ['in', 'out', 'unknown', 'true', 'false'].includes(String(value));
    return known ? this.words.text(`calculations.result.${value}`) : String(value ?? '');
  }

  private own({ rule, inputs, result }: OwnStep) {
    return {
      rule: this.words.text(`people-checks.class-rule.${rule}`),
      inputs: Object.entries(inputs ?? {})
        .filter(([, value]) => value !== null)
        .map(([name, value]) => {
          const isMoney = name.endsWith('Fen') && typeof value === 'number';
          return `${this.words.text(`classification.fact.${name}`)} ${isMoney ? money(value) : this.word(name, value)}`;
        }),
      result: this.words.text(`classification.short.${result}`),
    };
  }

  /** The kind of an event by its name; everything else as it is. */
  private word(name: string, value: string | number | null): string {
    const known = eventKinds.some((kind) => kind === value);
    return name === 'kind' && known ? this.words.text(`classification.event.${value}`) : String(value);
  }
}

const money = (fen: number) => formatMoney(pageLocale(), fen);
