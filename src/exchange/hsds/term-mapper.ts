import { createHash } from 'node:crypto';
import type { ImportedService } from './imported-service';
import type { CodeRule, MappingRules } from './mapping-rules';

/** A proposal of domain section E, with what it rests on; a person can change it at the mapping desk. */
export interface CodeProposal {
  code: string;
  secondary: string[];
  /** 0–1: share of the evidence that speaks for the code. */
  confidence: number;
  /** The rule that weighed most: a pattern's id, `code:<vocabulary>` or `hash:<12 hex>`. */
  by: string;
}

interface Evidence {
  weight: number;
  by: string;
  heaviest: number;
}

const WEIGHTS = { name: 3, opening: 2, rest: 1, firstTerm: 2, furtherTerm: 0.5, noneTerm: 1.5 };
/** Evidence below this, or a lead smaller than this, is not enough to decide without a person. */
const ENOUGH = 2;
const LEAD = 0.5;
const OPENING = 240;

/** One space between words, lower case, no mark-up: the only form that patterns see. */
export function normaliseWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The key under which a licensed vocabulary's code is known without being repeated here. */
export function codeHash(code: string): string {
  return createHash('sha256').update(code.replace(/\s+/g, '').toUpperCase()).digest('hex').slice(0, 12);
}

/**
 * Proposes one code and secondary ones, or null when the evidence is thin, torn, or says that no code fits: a service
 * left to the mapping desk does no harm, a wrong code sends a household to the wrong door.
 */
export function proposeCode(service: ImportedService, rules: MappingRules): CodeProposal | null {
  const stated = statedCode(service, rules);
  if (stated) return { code: stated.rule.to, secondary: stated.rule.also, confidence: 0.95, by: stated.by };
  const ranked = weigh(service, rules);
  const [top, second] = ranked;
  if (!top || top[0] === 'none' || top[1].weight < ENOUGH) return null;
  if (second && top[1].weight - second[1].weight < LEAD) return null;
  return proposalOf(top, ranked);
}

/** The best guess for a service that `proposeCode` leaves to a person, however weak; null when nothing speaks for a code. */
export function suggestCode(service: ImportedService, rules: MappingRules): CodeProposal | null {
  const ranked = weigh(service, rules);
  const best = ranked.find(([code]) => code !== 'none');
  return best ? proposalOf(best, ranked) : null;
}

type Weighed = [code: string, evidence: Evidence];

function weigh(service: ImportedService, rules: MappingRules): Weighed[] {
  const evidence = new Map<string, Evidence>();
  weighTerms(service, rules, evidence);
  weighWords(service, rules, evidence);
  return [...evidence].sort((a, b) => b[1].weight - a[1].weight);
}

function proposalOf(chosen: Weighed, ranked: readonly Weighed[]): CodeProposal {
  const [code, { weight, by }] = chosen;
  const total = ranked.reduce((sum, [, one]) => sum + one.weight, 0);
  const secondary = ranked
    .filter(([other, one]) => other !== code && other !== 'none' && one.weight >= ENOUGH)
    .map(([other]) => other);
  return { code, secondary: secondary.slice(0, 4), confidence: Math.round((weight / total) * 100) / 100, by };
}

function statedCode({ terms }: ImportedService, rules: MappingRules): { rule: CodeRule; by: string } | null {
  const found = terms.flatMap((term) => {
    const rule = rules.codes.get(`${term.vocabulary}|${term.code}`);
    return rule ? [{ rule, by: `code:${term.vocabulary}` }] : [];
  });
  return found.sort((a, b) => b.rule.rank - a.rule.rank)[0] ?? null;
}

function add(evidence: Map<string, Evidence>, to: string, weight: number, by: string): void {
  const before = evidence.get(to);
  evidence.set(to, {
    weight: (before?.weight ?? 0) + weight,
    heaviest: Math.max(before?.heaviest ?? 0, weight),
    by: before && before.heaviest >= weight ? before.by : by,
  });
}

function weighTerms({ terms }: ImportedService, rules: MappingRules, evidence: Map<string, Evidence>): void {
  const seen = new Set<string>();
  for (const term of terms) {
    const hash = codeHash(term.code);
    const to = rules.hashes.get(hash);
    if (to === undefined) continue;
    const weight = seen.has(to) ? WEIGHTS.furtherTerm : to === 'none' ? WEIGHTS.noneTerm : WEIGHTS.firstTerm;
    seen.add(to);
    add(evidence, to, weight, `hash:${hash}`);
  }
}

function weighWords(service: ImportedService, rules: MappingRules, evidence: Map<string, Evidence>): void {
  const name = normaliseWords(service.name);
  const description = normaliseWords(service.description);
  const opening = description.slice(0, OPENING);
  const best = new Map<string, { weight: number; by: string }>();
  for (const { id, to, expression } of rules.patterns) {
    const weight =
      (expression.test(name) ? WEIGHTS.name : 0) +
      (expression.test(opening) ? WEIGHTS.opening : expression.test(description) ? WEIGHTS.rest : 0);
    if (weight > (best.get(to)?.weight ?? 0)) best.set(to, { weight, by: id });
  }
  for (const [to, { weight, by }] of best) add(evidence, to, weight, by);
}
