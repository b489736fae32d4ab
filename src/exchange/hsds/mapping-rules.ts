import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const target = z.string().regex(/^(?:[A-Z]{2}-\d{2}|none)$/);

const rulesSchema = z.strictObject({
  version: z.number().int(),
  codes: z.array(
    z.strictObject({
      vocabulary: z.string(),
      code: z.string(),
      to: target,
      also: z.array(target).default([]),
      rank: z.number().default(1),
    }),
  ),
  patterns: z.array(z.strictObject({ id: z.string(), to: target, match: z.string() })),
  hashes: z.record(target, z.array(z.string())),
});

export interface CodeRule {
  to: string;
  also: string[];
  rank: number;
}

/** The mapping rules made ready for use: look-up by code, by hash, and compiled patterns. */
export interface MappingRules {
  codes: Map<string, CodeRule>;
  hashes: Map<string, string>;
  patterns: { id: string; to: string; expression: RegExp }[];
}

export const shippedRules = join(__dirname, 'mappings', 'terms.yaml');

/** Reads a rules file; throws with the place at fault when it does not have the shape of `mappings/terms.yaml`. */
export function loadMappingRules(path = shippedRules): MappingRules {
  const rules = rulesSchema.parse(parse(readFileSync(path, 'utf8')));
  return {
    codes: new Map(rules.codes.map(({ vocabulary, code, ...rule }) => [`${vocabulary}|${code}`, rule])),
    hashes: new Map(
      Object.entries(rules.hashes).flatMap(([to, lines]) =>
        lines.flatMap((line) => line.split(' ').map((hash): [string, string] => [hash, to])),
      ),
    ),
    patterns: rules.patterns.map(({ id, to, match }) => ({ id, to, expression: new RegExp(match) })),
  };
}
