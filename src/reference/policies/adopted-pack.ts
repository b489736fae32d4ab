import type { PackHead } from './pack-sections';
import { PolicyPack } from './policy-pack';

/** The pack that a draft becomes: the same rules on the same layers, with a head of its own that says who approved it (R2). */
export function adoptedPack(tried: PolicyPack, head: Pick<PackHead, 'code' | 'from' | 'approved'>): PolicyPack {
  const last = tried.heads.at(-1)!;
  return new PolicyPack([...tried.heads.slice(0, -1), { ...last, ...head, version: '1', until: null }], tried.rules);
}
