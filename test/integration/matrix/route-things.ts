/**
 * What the parameters of a route stand for, in their order; `=word` is taken as it is. The first pattern that fits
 * counts. A route with parameters that fits none has no row here, and the matrix refuses it.
 */
const THINGS: ReadonlyArray<[route: RegExp, ...kinds: string[]]> = [
  [/\/households\/:id\/members\/:memberId/, 'household', 'member'],
  [/\/households\/:id/, 'household'],
  [/\/members\/:id/, 'member'],
  [/\/handovers\/:id/, 'handover'],
  [/\/cases\/:id/, 'case'],
  [/\/classifications\/:id/, 'classification'],
  [/\/consents\/:id/, 'consent'],
  [/\/entitlements\/:id/, 'entitlement'],
  [/\/economy\/:id/, 'economy'],
  [/\/leads\/:id/, 'lead'],
  [/\/needs\/:id/, 'need'],
  [/\/assessments\/:id/, 'assessment'],
  [/\/instruments\/:code/, '=S01'],
  [/\/matches\/:id/, 'match'],
  [/\/plans\/:id\/items\/:itemId/, 'plan', 'plan-item'],
  [/\/plans\/:id/, 'plan'],
  [/\/referrals\/:id\/deliveries\/:deliveryId/, 'referral', 'delivery'],
  [/\/referrals\/:id\/:action/, 'referral', '=hold'],
  [/\/(referrals|console\/deliveries)\/:id/, 'referral'],
  [/\/evaluation-samples\/:id/, 'sample'],
  [/\/(evaluations|evaluation-replies)\/:id/, 'evaluation'],
  [/\/follow-ups\/:id/, 'follow-up'],
  [/\/gaps\/:id/, 'gap'],
  [/\/contracts\/:id\/:move/, 'contract', '=end'],
  [/\/contracts\/:id/, 'contract'],
  [/\/funds\/:(fund|id)\/requests\/:(id|request)\/:move/, 'fund', 'fund-request', '=refuse'],
  [/\/funds\/:(fund|id)\/requests\/:(id|request)/, 'fund', 'fund-request'],
  [/\/funds\/:id\/:move/, 'fund', '=close'],
  [/\/funds\/:(fund|id)/, 'fund'],
  [/\/offerings\/:id\/:move/, 'offering', '=pause'],
  [/\/offerings\/:move/, '=pause'],
  [/\/offerings\/:id/, 'offering'],
  [/\/providers\/:(id|provider)\/credentials\/:(id|credential)/, 'provider', 'credential'],
  [/\/providers\/:id\/:decision/, 'provider', '=suspend'],
  [/\/providers\/:(id|provider)/, 'provider'],
  [/\/accounts\/:id/, 'account'],
  [/\/api\/v1\/invitations\/:id/, 'invitation'],
  [/\/(notifications|console\/messages)\/:id/, 'notification'],
  [/\/imports\/(sheet\/)?:id/, 'import'],
  [/\/mapping\/:id/, 'import-record'],
  [/\/regions\/:id/, 'region'],
  [/\/taxonomy\/:code/, '=LI-02'],
];

/** The kinds of things that a route needs, or null where nobody has said. */
export function thingsOf(path: string): string[] | null {
  if (!path.includes(':')) return [];
  const [, ...kinds] = THINGS.find(([route]) => route.test(path)) ?? [];
  return kinds.length > 0 ? kinds : null;
}

/** The address with the things of one world in it. */
export function addressOf(path: string, kinds: readonly string[], things: Readonly<Record<string, string>>): string {
  const waiting = [...kinds];
  return path.replace(/:\w+/g, () => {
    const kind = waiting.shift() ?? '';
    const value = kind.startsWith('=') ? kind.slice(1) : things[kind];
    if (value === undefined) throw new Error(`${path}: this world has no ${kind || 'thing for every parameter'}`);
    return value;
  });
}
