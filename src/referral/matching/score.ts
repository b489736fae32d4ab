import { daysBetween } from './civil-days';
import { metresBetween } from './distance';
import { partPhrase } from './explain';
import type { Phrase } from './matching.types';
import { LEAST_OUTCOMES, LEAST_TIMES, PRIOR_OUTCOMES, qualityOf } from './quality';
import { costFen } from './rule';
import type { RuleInput } from './rule';
import { layerRank } from './route';

export const SCORE_PARTS = [
  'policy',
  'urgency',
  'distance',
  'wait',
  'continuity',
  'language',
  'quality',
  'confirmed',
  'price',
  'load',
] as const;
export type ScorePart = (typeof SCORE_PARTS)[number];

/**
 * Most points of each part. One step of policy rank (2,500) outweighs all other parts together (900) and the cost of one
 * more provider in a plan (1,500), so policy aid is never passed over for comfort (R7, R78).
 */
export const MOST_POINTS: Readonly<Record<ScorePart, number>> = {
  policy: 7500,
  urgency: 150,
  distance: 200,
  wait: 120,
  continuity: 100,
  language: 80,
  quality: 80,
  confirmed: 80,
  price: 50,
  load: 40,
};
export const POLICY_STEP = 2500;
export const STALE_AFTER_DAYS = 180;

/** One line of the published formula: its points, and why so many. */
export interface PartPoints {
  part: ScorePart | 'exposure';
  points: number;
  because: Phrase;
}

const bounded = (points: number, most: number): number => Math.max(0, Math.min(most, Math.trunc(points)));

type Award = { points: number; params: Record<string, string | number>; form?: string };
const half = (part: ScorePart): Award => ({ points: MOST_POINTS[part] / 2, params: {}, form: 'unknown' });

/** Only urgent needs ask who answers fast: 3 points less for each hour, half as much weight when amber. */
function urgency({ need, offering }: RuleInput): Award {
  if (need.urgency === 'green') return { points: 0, params: {}, form: 'none' };
  const share = need.urgency === 'red' ? 1 : 2;
  const hours = offering.answerMedianHours ?? null;
  const most = MOST_POINTS.urgency / share;
  if (hours === null) return { points: most / 2, params: { least: LEAST_TIMES }, form: 'unknown' };
  return { points: most - (3 * hours) / share, params: { hours } };
}

function distance({ household, offering }: RuleInput): Award {
  const metres = metresBetween(household.point, offering.point);
  return metres === null
    ? half('distance')
    : { points: MOST_POINTS.distance - Math.floor(metres / 100), params: { metres } };
}

/** Nobody has said that there is a place: no points, instead of a guess. A place whose wait is unknown: half. */
function wait({ offering }: RuleInput): Award {
  if (!offering.capacity.known) return { points: 0, params: {}, form: 'unknown' };
  const days = offering.waitDays ?? null;
  if (days === null) return { points: MOST_POINTS.wait / 2, params: { least: LEAST_TIMES }, form: 'unstated' };
  return { points: MOST_POINTS.wait - 4 * days, params: { days } };
}

function continuity({ household, offering }: RuleInput): Award {
  const known = household.running?.some((service) => service.providerId === offering.providerId) ?? false;
  return known ? { points: MOST_POINTS.continuity, params: {} } : { points: 0, params: {}, form: 'none' };
}

function language({ household, offering }: RuleInput): Award {
  const wish = household.languages[0];
  if (wish === undefined || offering.languages.length === 0) return half('language');
  const met = offering.languages.includes(wish);
  return { points: met ? MOST_POINTS.language : 0, params: { language: wish }, form: met ? undefined : 'none' };
}

/** Newcomers stand at the mean, not last. */
function quality({ offering }: RuleInput): Award {
  if (!offering.quality) return half('quality');
  const { outcomes, own, raw } = offering.quality;
  const { value, mean, atMean } = qualityOf(offering.quality);
  const points = Math.floor((value * MOST_POINTS.quality) / 100);
  if (atMean && offering.discreet) return { points, params: { mean }, form: 'untold' };
  if (atMean) return { points, params: { outcomes, mean, least: LEAST_OUTCOMES }, form: 'few' };
  const params = { quality: value, outcomes, own, mean, prior: PRIOR_OUTCOMES };
  return raw === undefined ? { points, params } : { points, params: { ...params, raw }, form: 'adjusted' };
}

function confirmed({ offering, context }: RuleInput): Award {
  if (offering.confirmedOn === null) return { points: 0, params: {}, form: 'unknown' };
  const days = Math.max(0, daysBetween(offering.confirmedOn, context.today));
  const stale = days > STALE_AFTER_DAYS;
  return {
    points: stale ? 0 : MOST_POINTS.confirmed - Math.floor((days * 70) / STALE_AFTER_DAYS),
    params: { days },
    form: stale ? 'stale' : undefined,
  };
}

/** One point less for every 20 yuan. */
function price({ offering }: RuleInput): Award {
  const fen = costFen(offering);
  return { points: MOST_POINTS.price - Math.ceil(fen / 2000), params: { fen }, form: fen === 0 ? 'free' : undefined };
}

function load({ offering }: RuleInput): Award {
  const percent = offering.loadPercent ?? null;
  if (percent === null) return half('load');
  const points = MOST_POINTS.load - Math.ceil((percent * MOST_POINTS.load) / 100);
  return offering.discreet ? { points, params: {}, form: 'untold' } : { points, params: { percent } };
}

function policy({ offering }: RuleInput): Award {
  const rank = layerRank(offering.layer);
  return { points: rank * POLICY_STEP, params: { rank }, form: offering.layer };
}

const AWARDS: Readonly<Record<ScorePart, (input: RuleInput) => Award>> = {
  policy,
  urgency,
  distance,
  wait,
  continuity,
  language,
  quality,
  confirmed,
  price,
  load,
};

/** The points of one part alone, for whoever keeps them ready. */
export function pointsOf(part: ScorePart, input: RuleInput): number {
  return bounded(AWARDS[part](input).points, MOST_POINTS[part]);
}

/**
 * Points less for a provider that was chosen often of late, so that one is not always first (matching.md 1 d, I25). With the
 * most of a pack, 90, a policy step still outweighs everything else.
 */
function exposure({ offering, context }: RuleInput): readonly PartPoints[] {
  if (!context.exposure || offering.connections === undefined) return [];
  const { points, most, days } = context.exposure;
  const less = Math.min(most, points * offering.connections);
  const told: Phrase['params'] = offering.discreet ? { days } : { days, connections: offering.connections };
  const because = partPhrase('exposure', told, offering.discreet ? 'untold' : undefined);
  return [{ part: 'exposure', points: less === 0 ? 0 : -less, because }];
}

/** Every part of the formula for one offering and one need, in the published order; whole points only. */
export function scoreParts(input: RuleInput): readonly PartPoints[] {
  const parts = SCORE_PARTS.map((part) => {
    const { points, params, form } = AWARDS[part](input);
    return { part, points: bounded(points, MOST_POINTS[part]), because: partPhrase(part, params, form) };
  });
  return [...parts, ...exposure(input)];
}

export function totalOf(parts: readonly PartPoints[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}
