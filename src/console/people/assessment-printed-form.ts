import type { Instrument } from '../../people/assessments';
import { pageLocale, qrCode } from '../shell';
import type { AssessmentWords } from './assessments-words';

/** Whom the form is for, and the address that its code holds: an opaque id, nothing of the people. */
export interface FormFor {
  household: string;
  person: string;
  address: string;
}

/** Any scale as a form on A4 that a pen fills in (R103). */
export function printedForm(instrument: Instrument, words: AssessmentWords, { household, person, address }: FormFor) {
  const byId = new Map(instrument.items.map((item) => [item.id, item]));
  return {
    title: `${instrument.code} ${words.of(instrument.name)}`,
    version: `${instrument.code} ${instrument.version} · ${pageLocale()}`,
    ...{ household, person, address },
    lookBack: words.of(instrument.lookBack),
    childWords: instrument.childWords,
    picture: qrCode(address),
    items: instrument.items.map(({ options, askIf, ages, ...item }, place) => ({
      number: place + 1,
      text: words.of(item),
      note: [
        askIf && words.text('answering.only-if', { question: words.of(byId.get(askIf.item)!) }),
        ages && words.text('answering.print.ages', { from: ages.from, to: ages.to }),
      ]
        .filter(Boolean)
        .join(' '),
      choices: (instrument.options[options] ?? []).map((option) => words.of(option)),
    })),
  };
}
