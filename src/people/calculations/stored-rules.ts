import { PolicyPack } from '../../reference/policies';
import { canonicalText, digestOf } from '../means-test';
import type { CalculationRules } from './calculation-rules.entity';

const known = new WeakMap<PolicyPack, CalculationRules>();

/** A pack as it is kept beside what was calculated by it. */
export function storedRules(pack: PolicyPack): CalculationRules {
  const made = known.get(pack);
  if (made) return made;
  const content = canonicalText({ heads: pack.heads, rules: pack.rules });
  const stored = { digest: digestOf(content), packVersion: pack.version, content };
  known.set(pack, stored);
  return stored;
}

/** The pack again. */
export function packOf({ content }: Pick<CalculationRules, 'content'>): PolicyPack {
  const { heads, rules } = JSON.parse(content) as Pick<PolicyPack, 'heads' | 'rules'>;
  return new PolicyPack(heads, rules);
}
