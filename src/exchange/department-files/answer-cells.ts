import type { FileAnswer } from '../../people/checks';
import type { CheckCatalogue, OrderColumn } from '../../reference/policies';

export type AnswerCells = Partial<Record<OrderColumn, string>>;
type Answer = FileAnswer['answer'];

/** A row that says something, one that says nothing, or what is wrong with it. */
export type ReadAnswer = { answer: Answer } | { unanswered: true } | { problems: string[] };

type AnswerWords = CheckCatalogue['files']['words'];
const MOST_FEN = 100_000_000_000;
const MOST_THINGS = 10_000;
const COLUMNS = ['held', 'things', 'amount', 'period', 'asOf'] as const;

/** What the columns of the answer say, in the words of the pack. Pure. @param today YYYY-MM-DD */
export function answerOf(cells: AnswerCells, words: AnswerWords, today: string): ReadAnswer {
  const text = Object.fromEntries(COLUMNS.map((key) => [key, plain(cells[key] ?? '')])) as Record<Column, string>;
  if (COLUMNS.every((key) => text[key] === '')) return { unanswered: true };
  const problems: string[] = [];
  const read = <T>(value: T | null, code: string): T | undefined => {
    if (value !== null) return value;
    problems.push(code);
    return undefined;
  };
  const held =
    text.held === '' ? read<boolean>(null, 'answer-held-missing') : read(yesOf(text.held, words), 'answer-held');
  const things = text.things === '' ? undefined : read(countOf(text.things), 'answer-things');
  const amountFen = text.amount === '' ? undefined : read(fenOf(text.amount, words.yuan), 'answer-amount');
  const period = text.period === '' ? undefined : read(periodOf(text.period, words), 'answer-period');
  const asOf = text.asOf === '' ? read<string>(null, 'answer-day-missing') : read(dayOf(text.asOf), 'answer-day');
  if (text.amount !== '' && text.period === '') problems.push('answer-period-missing');
  if (text.amount === '' && text.period !== '') problems.push('answer-amount-missing');
  if (asOf !== undefined && asOf > today) problems.push('answer-day-future');
  if (held === false && ((amountFen ?? 0) > 0 || (things ?? 0) > 0)) problems.push('answer-contradicts');
  if (problems.length > 0 || held === undefined || asOf === undefined) return { problems };
  const found = { ...(things !== undefined && { things }), ...(amountFen !== undefined && { amountFen }) };
  return { answer: { held, ...found, ...(period !== undefined && { period }), asOf } };
}

type Column = (typeof COLUMNS)[number];

const plain = (typed: string) => typed.normalize('NFKC').trim().replace(/^'/, '').toLowerCase();
const yesOf = (typed: string, { yes, no }: AnswerWords) =>
  yes.includes(typed) ? true : no.includes(typed) ? false : null;
const periodOf = (typed: string, words: AnswerWords) =>
  (['month', 'year', 'once'] as const).find((period) => words[period].includes(typed)) ?? null;

function countOf(typed: string): number | null {
  return /^\d{1,5}(\.0+)?$/.test(typed) && Number(typed) <= MOST_THINGS ? Number(typed) : null;
}

/** Yuan as people write them, into fen without a broken number between. @param units that may stand before or behind */
export function fenOf(typed: string, units: readonly string[] = []): number | null {
  const unit = units.find((one) => typed.startsWith(one) || typed.endsWith(one)) ?? '';
  const sum = typed.replace(unit, '').trim();
  const [, whole, part = ''] = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2})0*)?$/.exec(sum) ?? [];
  if (whole === undefined) return null;
  const fen = Number(whole.replaceAll(',', '')) * 100 + Number(part.padEnd(2, '0'));
  return fen <= MOST_FEN ? fen : null;
}

/** A day as people and programs write it, year first: 2026-11-30, 2026/11/3, 20261130, or with a sign behind each part. */
export function dayOf(typed: string): string | null {
  const [, year, month = '', day = ''] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ??
    /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:[^\d\s]?|[ t]0?0:00(?::00)?)$/.exec(typed) ??
    [];
  if (year === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const found = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(date) ? date : null;
}
