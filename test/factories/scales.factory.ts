import { type Instrument, instrumentSchema } from '../../src/people/assessments';

const words = { zh: '题', en: 'Question' };
const value = (one: number) => ({ value: one, zh: String(one), en: String(one) });

/** A scale of so many questions from 0 to 4, with nothing else in it. */
export function plainScale(questions: number, items: object[] = []): Instrument {
  const plain = Array.from({ length: questions }, (_, at) => ({
    id: `q-${'abcdefghij'[at]}`,
    ...words,
    options: 'five',
  }));
  return instrumentSchema.parse({
    ...{
      code: 'S01',
      version: '1.0',
      name: words,
      construct: words,
      subject: 'person',
      minimumAge: null,
      modes: ['self'],
    },
    lookBack: { days: 30, zh: '一个月', en: 'A month' },
    options: { five: [0, 1, 2, 3, 4].map(value) },
    items: [...plain, ...items],
    scoring: { kind: 'sum', cuts: [1, 2, 3] },
    ...{ flags: [], needs: [] },
  });
}

/** Answers to its questions in their order. */
export const answersOf = ({ items }: Instrument, values: readonly (number | null)[]): Record<string, number | null> =>
  Object.fromEntries(values.map((one, at) => [items[at]!.id, one]));
