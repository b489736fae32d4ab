import type { StartAssessmentInput } from '../assessments';
import type { SentOperation, StartOperation } from './dto/packet.dto';

/** An operation with the device that made it. */
export type Operation = SentOperation & { device: string };

/**
 * What is known of sheets: a growing set of operations, by their whole content. Merging is the union, so it does not matter
 * in which order packets come, how often, or what came between (R103).
 */
export type Operations = ReadonlyMap<string, Operation>;

/** What the operations of a sheet come to. */
export interface Sheet {
  /** Null until the first operation has arrived. */
  head: Omit<StartOperation, 'kind' | 'sheet' | 'seq'> | null;
  answers: Record<string, number>;
  /** All operations up to the end have arrived; what was made after the end is kept and counts for nothing. */
  complete: boolean;
  elapsedSeconds: number | null;
}

/** The same operation has the same text whoever writes it. */
function textOf(operation: Operation): string {
  const entries = Object.entries(operation).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function operationsOf(list: readonly Operation[]): Operations {
  return new Map(list.map((one) => [textOf(one), one]));
}

/** The union of both; commutative, associative and idempotent. */
export function mergeOperations(one: Operations, other: Operations): Operations {
  return new Map([...one, ...other]);
}

/** In the order of their texts, so that equal sets are written alike. */
export function listOf(operations: Operations): Operation[] {
  return [...operations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, operation]) => operation);
}

/** Earlier first; two devices at the same place are ordered by their names, and contradicting texts by themselves. */
const inOrder = (operations: Operations): Operation[] =>
  [...operations]
    .sort(([a, one], [b, other]) => one.seq - other.seq || compared(one.device, other.device) || compared(a, b))
    .map(([, operation]) => operation);
const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What has no hole before it, up to the first end. */
function wholeBeginning(ordered: readonly Operation[]): { whole: Operation[]; complete: boolean } {
  const whole: Operation[] = [];
  let next = 1;
  for (const operation of ordered) {
    if (operation.seq > next) break;
    whole.push(operation);
    next = operation.seq + 1;
    if (operation.kind === 'complete') return { whole, complete: true };
  }
  return { whole, complete: false };
}

/**
 * Reads one sheet of one device: for each question the answer with the highest place counts. It is complete only when
 * nothing is missing before its end, so a packet that comes too early decides nothing. Until then every answer that has
 * arrived is shown.
 */
export function readSheet(operations: Operations): Sheet {
  const ordered = inOrder(operations);
  const { whole, complete } = wholeBeginning(ordered);
  const counted = complete ? whole : ordered;
  const answers = new Map<string, number>();
  for (const operation of counted) {
    if (operation.kind !== 'answer') continue;
    if (operation.value === null) answers.delete(operation.item);
    else answers.set(operation.item, operation.value);
  }
  const start = ordered.find((operation) => operation.kind === 'start');
  const end = complete ? counted.find((operation) => operation.kind === 'complete') : undefined;
  return {
    head: start?.kind === 'start' ? headOf(start) : null,
    answers: Object.fromEntries([...answers].sort(([a], [b]) => compared(a, b))),
    complete,
    elapsedSeconds: end?.kind === 'complete' ? end.elapsedSeconds : null,
  };
}

/** In one order, so that equal heads have equal texts. */
function headOf(start: StartOperation): NonNullable<Sheet['head']> {
  const { householdId, memberId, instrument, instrumentVersion, mode, answeredBy } = start;
  return { householdId, memberId, instrument, instrumentVersion, mode, ...(answeredBy && { answeredBy }) };
}

/** What the desk asks for where a scale is begun. */
export function startOf({ instrument, mode, memberId, answeredBy }: NonNullable<Sheet['head']>): StartAssessmentInput {
  return { instrument, mode, ...(memberId !== null && { memberId }), ...(answeredBy && { answeredBy }) };
}

/** A name of a sheet on one device: the same name on another device is another sheet until their contents are compared. */
export const sheetName = ({ device, sheet }: Pick<Operation, 'device' | 'sheet'>): string => `${device}/${sheet}`;

/** Operations by the sheet and device that they belong to. */
export function bySheet(operations: Operations): Map<string, Operations> {
  const sheets = new Map<string, Map<string, Operation>>();
  for (const [text, operation] of operations) {
    const name = sheetName(operation);
    sheets.set(name, (sheets.get(name) ?? new Map()).set(text, operation));
  }
  return sheets;
}

/**
 * What sheets come to as results: the same name with the same content is one, whichever devices sent it; another content
 * under the same name is another result, so that nothing is dropped.
 */
export function resultsOf(operations: Operations): string[] {
  const results = new Set<string>();
  for (const sheet of bySheet(operations).values()) {
    const { head, answers, complete } = readSheet(sheet);
    const [first] = sheet.values();
    if (complete && head && first) results.add(JSON.stringify([first.sheet, head, answers]));
  }
  return [...results].sort();
}

/** Results of one scale for the same person, of which a person has to say which counts. */
export function conflictsOf(operations: Operations): string[][] {
  const groups = new Map<string, string[]>();
  for (const result of resultsOf(operations)) {
    const [, head] = JSON.parse(result) as [string, NonNullable<Sheet['head']>];
    const subject = [head.householdId, head.memberId, head.instrument].join('/');
    groups.set(subject, [...(groups.get(subject) ?? []), result]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
