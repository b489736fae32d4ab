import {
  checkDisabilityCard,
  checkIdentityNumber,
  type IdentityKind,
  normaliseIdentityNumber,
} from '../../people/households';
import { ageOn } from '../../platform/time';
import {
  benefitWords,
  codeOfWord,
  type LedgerColumns,
  type LedgerField,
  type LedgerWords,
  plainWord,
  type WordField,
} from './ledger-fields';
import { isMasked } from './masked-cell';
import type { LedgerRow } from './read-ledger';

/** What is wrong with a row, or what was left out of one that is taken; never what stood in the cell. */
export interface RowProblem {
  line: number;
  field: LedgerField | null;
  code: string;
  params: Record<string, string | number>;
  refused: boolean;
}

/** A person of a ledger, read but not yet put into a household. */
export interface LedgerPerson {
  line: number;
  name: string;
  relation: string | null;
  identityKind: IdentityKind;
  identityNumber: string | null;
  birthDate: string | null;
  sex: 'male' | 'female' | 'unknown';
  phone: string | null;
  disabilityCard: string | null;
  workCapacity: 'full' | 'partial' | 'none' | 'unknown';
  benefits: string[];
  amountFen: number | null;
  incomeFen: number | null;
  circle: string | null;
  region: string;
  township: string;
  address: string | null;
  /** Cells whose middle is hidden, as our own lists show them; null where none is. Only a file that is here can be compared. */
  masked: MaskedCells | null;
  /** What tells the household: its number, or the head's number, or the head's name. */
  key: string;
  problems: RowProblem[];
}

/** Numbers of a person as a list of ours shows them. */
export interface MaskedCells {
  identity: string | null;
  phone: string | null;
  card: string | null;
}

/** A word that nobody has given a code yet. */
export type UnknownWord = (field: WordField, word: string) => void;

const OLDEST = 130;
const day = (year: string, month: string, date: string): string | null => {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : null;
};

/** A day as ledgers write it: 1956-03-04, 1956/3/4, 1956.3.4, 19560304, or with the signs for year, month and day. */
export function dayOfText(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const [, year, month, date] =
    /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?(?:[T ].*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    [];
  return year && month && date ? day(year, month, date) : null;
}

/** Yuan as written, with or without the sign for it and what follows, in fen; null when it is no amount. Fractions of a fen are no amount either. */
export function fenOfText(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[,\s¥￥]|\u5143.*$/g, '')
    .trim();
  const [, sign = '', yuan = '', cents = ''] = /^(-?)(\d{1,9})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  if (yuan === '') return null;
  return (sign ? -1 : 1) * (Number(yuan) * 100 + Number(cents.padEnd(2, '0')));
}

/**
 * Which kind of paper a number belongs to, by its form (B49). Permits of foreigners go on with the code of a province, none
 * of which begins with 9: made-up numbers of residents do.
 */
export function kindOfNumber(number: string): IdentityKind {
  if (/^[A-Z]{3}\d{12}$/.test(number) || /^9[1-6]\d{15}[\dX]$/.test(number)) return 'foreigner-permit';
  return /^8[123]0000/.test(number) ? 'hmt-permit' : 'resident-id';
}

/** Reads one row. Everything that is wrong with it is said at once. */
export class PersonReader {
  private readonly at = new Map<LedgerField, number>();

  constructor(
    columns: LedgerColumns,
    private readonly words: LedgerWords,
    private readonly today: string,
    private readonly unknown: UnknownWord,
  ) {
    columns.forEach((field, index) => field && this.at.set(field, index));
  }

  read({ line, cells }: LedgerRow): LedgerPerson {
    const problems: RowProblem[] = [];
    const cell = (field: LedgerField): string => (cells[this.at.get(field) ?? -1] ?? '').trim();
    const say = (field: LedgerField | null, code: string, refused: boolean, params: RowProblem['params'] = {}) =>
      void problems.push({ line, field, code, params, refused });
    const name = cell('name').normalize('NFKC').slice(0, 60);
    if (name === '') say('name', 'ledger-name-missing', true);
    const code = (field: WordField): string | null => this.code(field, cell(field), say);
    const relation = code('relation');
    if (cell('relation') === '') say('relation', 'ledger-relation-missing', true);
    const papers = this.papers(cell, say);
    const money = (field: 'amount' | 'income') => this.money(field, cell(field), say);
    const sex = papers.sex ?? (code('sex') as 'male' | 'female' | null) ?? 'unknown';
    return {
      ...{ line, name, relation, sex, ...papers.kept },
      phone: this.phone(cell('phone'), say),
      disabilityCard: this.card(cell, papers.kept.identityNumber, say),
      workCapacity: (code('workCapacity') as LedgerPerson['workCapacity'] | null) ?? 'unknown',
      benefits: this.benefits(cell('benefit'), say),
      ...{ amountFen: money('amount'), incomeFen: money('income'), circle: code('circle') },
      ...{ region: cell('region'), township: cell('township'), address: cell('address').slice(0, 300) || null },
      masked: maskedOf(cell),
      key: this.keyOf(cell, name, relation, papers.kept.identityNumber),
      problems,
    };
  }

  private keyOf(cell: Cells, name: string, relation: string | null, number: string | null): string {
    const own = cell('householdKey').normalize('NFKC');
    if (own !== '') return `key|${own}`;
    const head = normaliseIdentityNumber(cell('headIdentity'));
    if (head !== '') return `identity|${head}`;
    if (this.at.has('headIdentity') && relation === 'head' && number) return `identity|${number}`;
    const called = plainWord(cell('headName')) || (relation === 'head' ? plainWord(name) : '');
    return `head|${called}|${plainWord(cell('township'))}|${plainWord(cell('region'))}`;
  }

  private code(field: WordField, word: string, say: Say): string | null {
    if (word === '') return null;
    const code = codeOfWord(field, word, this.words);
    if (code !== null) return code;
    this.unknown(field, word);
    // Without the relation nobody knows who the head is; all else can be filled in later.
    say(field, 'ledger-word-unknown', field === 'relation');
    return null;
  }

  private papers(cell: Cells, say: Say) {
    const number = normaliseIdentityNumber(cell('identity'));
    const typed = cell('birthDate') === '' ? null : dayOfText(cell('birthDate'));
    if (cell('birthDate') !== '' && typed === null) say('birthDate', 'ledger-birth-unreadable', number === '');
    if (typed !== null && typed > this.today) say('birthDate', 'birth-date-in-future', true);
    if (typed !== null && Number(this.today.slice(0, 4)) - Number(typed.slice(0, 4)) > OLDEST)
      say('birthDate', 'birth-date-too-early', true, { years: OLDEST });
    if (number === '' || isMasked(number)) {
      if (number === '') say('identity', 'ledger-no-identity', false);
      return { sex: null, kept: { identityKind: 'none-yet' as const, identityNumber: null, birthDate: typed } };
    }
    const kind = kindOfNumber(number);
    const check = checkIdentityNumber(kind, number, this.today);
    if (!check.ok) {
      say('identity', check.code, true);
      return { sex: null, kept: { identityKind: kind, identityNumber: number, birthDate: null } };
    }
    const birthDate = check.birthDate ?? typed;
    if (typed !== null && check.birthDate !== null && typed !== check.birthDate)
      say('birthDate', 'birth-date-other-than-paper', true);
    this.checkAge(cell('age'), birthDate, say);
    return { sex: check.sex, kept: { identityKind: kind, identityNumber: number, birthDate } };
  }

  /** A year apart is the way of counting; more is a slip. */
  private checkAge(text: string, birthDate: string | null, say: Say): void {
    if (text === '' || birthDate === null) return;
    const age = Number(text.normalize('NFKC').replace(/\u5468?\u5c81/g, ''));
    if (!Number.isInteger(age) || Math.abs(age - ageOn(birthDate, this.today)) > 1)
      say('age', 'ledger-age-other', false);
  }

  private phone(text: string, say: Say): string | null {
    const plain = text.normalize('NFKC').trim();
    if (plain === '' || isMasked(plain)) return null;
    if (/^[+\d][\d -]{5,19}$/.test(plain)) return plain;
    say('phone', 'ledger-phone-left-out', false);
    return null;
  }

  /** The card as written, or what it has to be for this person, kind and grade (B34). */
  private card(cell: Cells, number: string | null, say: Say): string | null {
    const written = isMasked(cell('disabilityCard')) ? '' : normaliseIdentityNumber(cell('disabilityCard'));
    const kind = this.code('disabilityKind', cell('disabilityKind'), say);
    const grade = this.code('disabilityGrade', cell('disabilityGrade'), say);
    const card = written || (number && kind && grade ? `${number}${kind}${grade}` : '');
    if (card === '') {
      const hidden = isMasked(cell('disabilityCard')) || isMasked(cell('identity'));
      if (!hidden && (kind !== null || grade !== null)) say('disabilityGrade', 'ledger-card-missing', false);
      return null;
    }
    const check = checkDisabilityCard(card, this.today, number);
    if (!check.ok) say('disabilityCard', check.code, true);
    else if (grade !== null && String(check.grade) !== grade) say('disabilityGrade', 'ledger-grade-other', true);
    return check.ok ? card : null;
  }

  private benefits(text: string, say: Say): string[] {
    const codes = benefitWords(text).map((word) => this.code('benefit', word, say));
    return [...new Set(codes.filter((code) => code !== null && code !== 'none'))].sort() as string[];
  }

  private money(field: 'amount' | 'income', text: string, say: Say): number | null {
    if (text === '') return null;
    const fen = fenOfText(text);
    if (fen === null) say(field, 'ledger-amount-left-out', false);
    else if (fen < 0) say(field, 'ledger-amount-negative', true);
    return fen !== null && fen >= 0 ? fen : null;
  }
}

function maskedOf(cell: Cells): MaskedCells | null {
  const hidden = (field: LedgerField) => (isMasked(cell(field)) ? cell(field) : null);
  const found = { identity: hidden('identity'), phone: hidden('phone'), card: hidden('disabilityCard') };
  return Object.values(found).some((text) => text !== null) ? found : null;
}

type Cells = (field: LedgerField) => string;
type Say = (field: LedgerField | null, code: string, refused: boolean, params?: RowProblem['params']) => void;
