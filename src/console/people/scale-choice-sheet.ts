import { Injectable } from '@nestjs/common';
import { Instruments } from '../../people/assessments';
import { type ScaleChoiceView, Screenings } from '../../people/scale-choices';
import { AssessmentWords } from './assessments-words';

type Proposal = NonNullable<ScaleChoiceView['proposal']>;
type Reason = Proposal['proposed'][number]['reasons'][number];

/** A choice of scales in words: what was said, what speaks for each scale, what a worker made of it. */
@Injectable()
export class ScaleChoiceSheet {
  constructor(
    private readonly screenings: Screenings,
    private readonly instruments: Instruments,
    private readonly words: AssessmentWords,
  ) {}

  /** A scale by its code; one that is not in use any more has no other name. */
  scale(code: string) {
    const found = this.instruments.all().find((one) => one.code === code);
    return {
      code,
      name: found ? `${code} ${this.words.of(found.name)}` : code,
      construct: found ? this.words.of(found.construct) : '',
      ofPerson: found?.subject === 'person',
      modes: found?.modes ?? [],
    };
  }

  /** Scales with their reasons in words, and whom they could be asked about. */
  proposed({ proposal, proposed }: ScaleChoiceView, names: ReadonlyMap<string, string>) {
    // Who may not know the answers sees which scales, and no reason.
    if (proposal === null)
      return proposed.map((code) => ({ ...this.scale(code), weight: null, reasons: [], people: [] }));
    return proposal.proposed.map(({ code, weight, reasons, memberIds }) => ({
      ...this.scale(code),
      weight,
      reasons: reasons.map((reason) => this.reason(reason)),
      people: memberIds.flatMap((id) => names.get(id) ?? []),
    }));
  }

  /** Scales with weight that are not proposed, and why not. */
  passed({ proposal }: ScaleChoiceView) {
    return (proposal?.passed ?? []).map(({ code, weight, why }) => ({
      ...{ name: this.scale(code).name, weight },
      why: this.words.text(`scale-choices.passed.${why}`),
    }));
  }

  /** Question by question, also those that were not asked. */
  answers({ answers }: ScaleChoiceView) {
    if (answers === null) return null;
    return this.screenings.current.questions.map((question) => ({
      key: this.words.of(question),
      value: this.words.text(`scale-choices.answer.${answers[question.id] ?? 'not-asked'}`),
    }));
  }

  /** Why the worker left a scale out or added it; null where it follows the proposal. */
  decided({ decision, proposed }: ScaleChoiceView) {
    if (decision === null) return [];
    const dropped = proposed.filter((code) => code in decision.dropped);
    return [
      ...dropped.map((code) => this.change('dropped', code, decision.dropped[code] ?? '')),
      ...decision.added.map((code) => this.change('added', code, decision.addReason ?? '')),
    ];
  }

  private change(kind: 'dropped' | 'added', code: string, reason: string): string {
    return this.words.text(`scale-choices.one.${kind}`, { scale: this.scale(code).name, reason });
  }

  private reason({ kind, id, weight }: Reason): string {
    const { questions, facts } = this.screenings.current;
    const found = (kind === 'fact' ? facts : questions).find((one) => one.id === id);
    return this.words.text(`scale-choices.reason.${kind}`, { text: found ? this.words.of(found) : id, weight });
  }
}
