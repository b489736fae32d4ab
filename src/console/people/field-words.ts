import { Injectable } from '@nestjs/common';
import { Instruments } from '../../people/assessments';
import { Texts } from '../../platform/i18n';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';

/** Words for what devices send (R103). */
@Injectable()
export class FieldWords {
  constructor(
    private readonly instruments: Instruments,
    private readonly texts: Texts,
    private readonly words: AssessmentWords,
  ) {}

  /** A scale that has gone, or whose first operation has not come, is called by its code. */
  scale(code: string | null): string {
    const scale = this.instruments.all().find((one) => one.code === code);
    return scale ? `${scale.code} ${this.words.of(scale.name)}` : (code ?? '—');
  }

  /** Why a sheet was not taken over, in a sentence; null where nothing stood against it. */
  why(refusal: string | null): string | null {
    if (refusal === null) return null;
    const own = `field.why.${refusal}`;
    return this.texts.t(pageLocale(), this.texts.has(own) ? own : `errors.${refusal}`);
  }
}
