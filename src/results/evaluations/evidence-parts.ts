import type { HouseholdFacts } from '../../people/households';
import type { HouseholdOutline, ScaleChange, ScalePoint, Timers } from './evidence';
import type { ReferralFacts, ScaleResult } from './evidence.store';

const MOST_SHOWN = 5;
const BAND_YEARS = 10;
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const dayOf = (at: Date | null): string | null => (at === null ? null : day.format(at));

/** What may be known of the household: class, size, and of the person an age band and whether disabled. */
export function outlineOf(facts: HouseholdFacts, memberId: string | null): HouseholdOutline {
  const member = facts.members.find(({ id }) => id === memberId);
  const from = member?.age === null || member === undefined ? null : Math.floor(member.age / BAND_YEARS) * BAND_YEARS;
  return {
    class: facts.class,
    size: Math.min(facts.members.length, MOST_SHOWN),
    ageBand: from === null ? null : `${from}–${from + BAND_YEARS - 1}`,
    disabled: member?.disability !== undefined,
  };
}

/** Calendar days between two moments; null when one is missing. */
function daysBetween(from: Date | null, to: Date | null): number | null {
  const [first, last] = [dayOf(from), dayOf(to)];
  return first === null || last === null ? null : Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}

export function timersOf(facts: ReferralFacts): Timers {
  const { sentAt, answeredAt, answerDueAt, startedAt, endedAt, confirmedAt, closedAt } = facts;
  return {
    sentOn: dayOf(sentAt),
    answeredOn: dayOf(answeredAt),
    answeredInTime: answeredAt === null || answerDueAt === null ? null : answeredAt <= answerDueAt,
    startedOn: dayOf(startedAt),
    endedOn: dayOf(endedAt),
    confirmedOn: dayOf(confirmedAt),
    closedOn: dayOf(closedAt),
    daysToStart: daysBetween(sentAt, startedAt),
    daysToEnd: daysBetween(sentAt, endedAt),
  };
}

/**
 * First against last of each instrument, version and person (I9). Results of another version stand as lines of their
 * own, and one result alone shows no change.
 * @param results completed ones, oldest first
 * @param memberId whose results count besides those of the household; null: everybody's
 */
export function scaleChanges(results: readonly ScaleResult[], memberId: string | null): ScaleChange[] {
  const groups = new Map<string, ScaleResult[]>();
  for (const result of results) {
    if (memberId !== null && result.memberId !== null && result.memberId !== memberId) continue;
    const key = [result.instrument, result.version, result.memberId].join('|');
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [changeOf(first, group.length > 1 ? (group.at(-1) ?? null) : null)] : [];
  });
}

function changeOf(first: ScaleResult, last: ScaleResult | null): ScaleChange {
  const known = last !== null && first.severity !== null && last.severity !== null;
  return {
    instrument: first.instrument,
    version: first.version,
    baseline: pointOf(first),
    end: last === null ? null : pointOf(last),
    gain: known ? (first.severity ?? 0) - (last.severity ?? 0) : null,
  };
}

const pointOf = ({ at, score, maximum, severity }: ScaleResult): ScalePoint => ({
  on: day.format(at),
  score,
  maximum,
  severity,
});

/** Severity of a need now, as far as somebody has judged it since the plan was made. */
export function attainedLevel(
  planned: { id: string },
  now: { id: string; severity: number; state: string },
): number | null {
  if (now.state === 'reduced') return Math.max(0, now.severity - 1);
  if (now.state === 'worse') return Math.min(3, now.severity + 1);
  if (now.state === 'same') return now.severity;
  return planned.id === now.id ? null : now.severity;
}
