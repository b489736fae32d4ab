/**
 * What the parameters of a route stand for, in their order; `=word` is taken as it is. The first pattern that fits
 * counts. A route with parameters that fits none has no row here, and the matrix refuses it.
 */
const THINGS: ReadonlyArray<[route: RegExp, ...kinds: string[]]> = [
  [/\/households\/:id\/members\/:memberId/, 'household', 'member'],
  [/\/households\/:id\/protected-team\/:accountId/, 'household', 'colleague'],
  [/\/households\/:id\/regroupings\/:regroupingId/, 'household', 'regrouping'],
  [/\/regroupings\/:id/, 'regrouping'],
  [/\/households\/:id\/shared\/:referralId/, 'household', 'referral'],
  [/\/households\/:id/, 'household'],
  [/\/members\/:id/, 'member'],
  [/\/handovers\/:id/, 'handover'],
  [/\/applications\/:id/, 'application'],
  [/\/commitments\/:id/, 'commitment'],
  [/\/commitment-draws\/:id/, 'commitment-draw'],
  [/\/reserves\/:id\/entries\/:entryId/, 'reserve', 'reserve-entry'],
  [/\/reserves\/:id/, 'reserve'],
  [/\/support-files\/:id/, 'support-file'],
  [/\/integrity-list\/:id/, 'entitlement'],
  [/\/cases\/:id/, 'case'],
  [/\/calculations\/:id/, 'calculation'],
  [/\/classifications\/:id/, 'classification'],
  [/\/clocks\/:id/, 'clock'],
  [/\/consents\/:id/, 'consent'],
  [/\/(consent-sittings|h\/sittings)\/:id/, 'sitting'],
  [/\/h\/receipts\/:id/, 'receipt'],
  [/\/h\/rights\/ask\/:kind/, '=copy'],
  [/\/(rights-requests|console\/rights|h\/rights)\/:id/, 'right'],
  [/\/closed-files\/:id/, 'closed-file'],
  [/\/approvals\/:id/, 'approval'],
  [/(api\/v1|console)\/conflicts\/:id/, 'conflict'],
  [/\/access-alarms\/:id/, 'alarm'],
  [/\/heads\/:number/, 'head'],
  [/\/entitlements\/:id/, 'entitlement'],
  [/\/economy\/:id/, 'economy'],
  [/\/obligors\/:id/, 'obligor'],
  [/\/verifications\/:id\/contest\/:department/, 'check', '=finance'],
  [/\/verifications\/:id/, 'check'],
  [/\/check-mismatches\/:id/, 'check-mismatch'],
  [/\/check-departments\/:code/, '=agriculture'],
  [/\/department-orders\/:id/, 'department-order'],
  [/\/(department-answer-files|console\/department-answers)\/:id/, 'department-answer-file'],
  [/\/watch-lists\/:id/, 'watch-list'],
  [/\/watch-differences\/:id/, 'watch-difference'],
  [/\/leads\/:id/, 'lead'],
  [/\/needs\/:id/, 'need'],
  [/\/assessments\/:id\/questions\/:item/, 'assessment', '=violence'],
  [/\/assessments\/:id/, 'assessment'],
  [/\/assessment-photos\/:id/, 'assessment-photo'],
  [/\/mandatory-reports\/:id/, 'mandatory-report'],
  [/\/flag-tasks\/:id/, 'flag-task'],
  [/\/assessor-trainings\/:id/, 'training'],
  [/\/scale-choices\/:id/, 'scale-choice'],
  [/\/instruments\/:code\/recordings\/:item\/:language/, '=S01', '=eat', '=en'],
  [/\/recordings\/:code\/:item\/:language/, '=S01', '=eat', '=en'],
  [/\/take-alongs\/:id/, 'take-along'],
  [/\/(field-sheets|console\/field\/sheets)\/:id/, 'field-sheet'],
  [/\/(assessment-conflicts|console\/field\/conflicts)\/:id/, 'assessment-conflict'],
  [/\/instruments\/:code/, '=S01'],
  [/\/allocations\/:id\/needs\/:needId/, 'allocation', 'allocation-need'],
  [/\/allocations\/:id\/pins\/:pinId/, 'allocation', 'allocation-pin'],
  [/\/allocations\/:id/, 'allocation'],
  [/\/matches\/:id/, 'match'],
  [/\/policy-packs\/:(code|id)/, '=demonstration'],
  [/\/pack-drafts\/:id\/sections\/:section/, 'pack-draft', '=standards'],
  [/\/pack-drafts\/:id/, 'pack-draft'],
  [/\/instrument-studies\/:id\/comparison\/:otherId/, 'instrument-study', 'instrument-study'],
  [/\/(instrument-studies|instrument-quality)\/:id\/instrument/, 'norming-study'],
  [/\/(instrument-studies|instrument-quality)\/:id/, 'instrument-study'],
  [/\/simulations\/:id\/households\/:householdId/, 'simulation', 'household'],
  [/\/simulations\/:id/, 'simulation'],
  [/\/pack-adoptions\/:id/, 'adoption'],
  [/\/recalculations\/:id\/households\/:householdId/, 'recalculation', 'household'],
  [/\/recalculations\/:id\/confirmations\/:confirmationId/, 'recalculation', 'confirmation'],
  [/\/recalculations\/:id/, 'recalculation'],
  [/\/plans\/:id\/items\/:itemId/, 'plan', 'plan-item'],
  [/\/plans\/:id/, 'plan'],
  [/\/referrals\/:id\/deliveries\/:deliveryId/, 'referral', 'delivery'],
  [/\/referrals\/:id\/:action/, 'referral', '=hold'],
  [/\/(referrals|console\/deliveries|h\/help)\/:id/, 'referral'],
  [/\/evaluation-samples\/:id/, 'sample'],
  [/\/(evaluations|evaluation-replies)\/:id/, 'evaluation'],
  [/\/follow-ups\/:id/, 'follow-up'],
  [/\/gaps\/:id/, 'gap'],
  [/\/(waiting-list-entries|console\/waiting-lists)\/:id/, 'waiting-list-entry'],
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
  [/\/accounts\/:id\/posts\/:postId/, 'account', 'post'],
  [/\/accounts\/:id/, 'account'],
  [/\/access-terms\/:id/, 'term'],
  [/\/(me|account)\/sessions\/:id/, 'session'],
  [/\/(me\/api-keys|account\/keys)\/:id/, 'key'],
  [/\/invitations\/:id/, 'invitation'],
  [/\/(notifications|console\/messages)\/:id/, 'notification'],
  [/\/exports\/:id/, 'export'],
  [/\/batch-prints\/:id/, 'batch-print'],
  [/\/(ledger-imports|console\/ledgers)\/:id/, 'ledger'],
  [/\/imports\/(sheet\/)?:id/, 'import'],
  [/\/mapping\/:id/, 'import-record'],
  [/\/regions\/:id/, 'region'],
  [/\/taxonomy\/:code/, '=LI-02'],
];

/** What a page has to be told in the query, or it would lead elsewhere. */
const QUERIES: Readonly<Record<string, string>> = {
  '/console/matches/:id/compare': '?need=:need&offering=:offering&offering=:second-offering',
  '/api/v1/matches/:id/comparison': '?need=:need&offering=:offering&offering=:second-offering',
  '/console/referrals/new': '?needId=:need&offeringId=:offering',
  '/console/waiting-lists/new': '?needId=:need&offeringId=:offering',
};

/** The kinds of things that a route needs, or null where nobody has said. */
export function thingsOf(path: string): string[] | null {
  const asked = [...(QUERIES[path] ?? '').matchAll(/=:([\w-]+)/g)].map(([, kind]) => kind!);
  if (!path.includes(':')) return asked;
  const [, ...kinds] = THINGS.find(([route]) => route.test(path)) ?? [];
  return kinds.length > 0 ? [...kinds, ...asked] : null;
}

/** The kinds among them that stand for a thing of the world. */
export const namesOf = (kinds: readonly string[]): string[] => kinds.filter((kind) => !kind.startsWith('='));

/** The address with the things of one world in it. */
export function addressOf(path: string, kinds: readonly string[], things: Readonly<Record<string, string>>): string {
  const waiting = [...kinds];
  return `${path}${QUERIES[path] ?? ''}`.replace(/:[\w-]+/g, () => {
    const kind = waiting.shift() ?? '';
    const value = kind.startsWith('=') ? kind.slice(1) : things[kind];
    if (value === undefined) throw new Error(`${path}: this world has no ${kind || 'thing for every parameter'}`);
    return value;
  });
}
