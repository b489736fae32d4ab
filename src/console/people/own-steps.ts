import { Injectable } from '@nestjs/common';
import { type ClassificationView, eventKinds } from '../../people/classification';
import { formatMoney } from '../../platform/i18n';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';

type Step = ClassificationView['steps'][number];

/** The steps of a proposal that is older than the stored calculations, in words. */
@Injectable()
export class OwnSteps {
  constructor(private readonly words: AssessmentWords) {}

  of(steps: readonly Step[]) {
    return steps.map(({ rule, inputs, result }) => ({
      rule: this.words.text(`people-checks.class-rule.${rule}`),
      inputs: Object.entries(inputs ?? {})
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${this.words.text(`classification.fact.${name}`)} ${this.value(name, value)}`),
      result: this.words.text(`classification.short.${result}`),
    }));
  }

  /** Money as such, the kind of an event by its name, everything else as it is. */
  private value(name: string, value: string | number | null): string {
    if (name.endsWith('Fen') && typeof value === 'number') return formatMoney(pageLocale(), value);
    const known = eventKinds.some((kind) => kind === value);
    return name === 'kind' && known ? this.words.text(`classification.event.${value}`) : String(value);
  }
}
