import { join } from 'node:path';
import { z } from 'zod';
import { allows, levelsOf, markOf, partsOf, reaches, ROLES, withheld } from '../../src/trust/access';
import { needView } from '../../src/people/needs/dto/need.view';
import { filesBelow, ROOT } from './source-tree';

/** Names of fields that hold what C3 grades; a view that uses one says its group, or why not. */
const SENSITIVE =
  /^(identityNumber|disabilityCard|disability|phone|address|email|latitude|longitude|birthDate|age|amountFen|incomeFen|expenditureFen|answers|note|notes|contact|evidence|rootCause|memberName|displayName|householdName|confirmedByName|signedByName|signedBy|safetyNote|disputeText|declinePrivateNote|personDescription|whereabouts|observed|contactPhone|triageNote|residualDifficulty|returnReason|finding|body|handledNote|disabled|scales|goal|words|identityNote|legalReason|summary|noFamilySelfReason|noEducationReason|changeReason)$/;

/** Fields by that name that hold nothing of a household, or whose release is decided elsewhere; with the reason. */
const UNMARKED: Readonly<Record<string, string>> = {
  'economyLineView.amountFen': 'the whole line is marked in its list and refused by itself (EconomyViews.line)',
  'economyLineView.note': 'as the amount',
  'obligorView.note': 'as a line of the economy (ObligorViews.row)',
  'checkView.calls.answers': 'the content of each stands in the field of its group, which is marked',
  'reserveEntryView.amountFen': 'money of a township; whom it went to stands behind the application, which is marked',
  'reserveEntriesView.items.amountFen': 'as there',
  'watchDifferenceView.personName': 'somebody without a file; the row is there for its owner and the centre alone',
  'watchDifferenceView.identityNumber': 'as the name; its ends only',
  'watchDifferencesView.items.personName': 'as there',
  'watchDifferencesView.items.identityNumber': 'as there',
  'evaluationView.evidence': 'its parts are marked one by one',
  'evaluationView.finding': 'words on the work of a provider, by somebody who knows no name',
  'casefileView.evaluations.finding': 'as there',
  'matchView.needs.candidates.notes': 'words of a rule on an offering',
  'planItemView.goal': 'the whole item is marked in its list',
  'providerReferralView.declinePrivateNote': 'its own words',
  'referralView.declinePrivateNote': 'as a provider reads its own words',
  'referralsView.items.declinePrivateNote': 'as a provider reads its own words',
};
/** Only ever part of another view, which says what is withheld. */
const PARTS: readonly string[] = ['planItemView', 'evidenceView', 'secondLookView', 'urgentPapersView'];
/** Rooms whose views tell of offers, money of the district, accounts or the product: no household stands in them. */
const ELSEWHERE = /^src\/(supply|reference|platform|trust|exchange\/(hsds|spreadsheets))\//;

interface Place {
  path: string;
  marked: boolean;
}

function places(schema: z.ZodType, path: string, above: boolean): Place[] {
  const marked = above || markOf(schema) !== undefined;
  return partsOf(schema).flatMap(([name, part]) => {
    const below = name === '' ? path : `${path}.${name}`;
    const own = marked || markOf(part) !== undefined;
    return [...(SENSITIVE.test(name) ? [{ path: below, marked: own }] : []), ...places(part, below, own)];
  });
}

const views = filesBelow('src')
  .filter((file) => /\/dto\/[\w.-]+\.ts$/.test(file) && /(\.view|timeline\.dto)\.ts$/.test(file))
  .filter((file) => !ELSEWHERE.test(file))
  .flatMap((file) => {
    const exported = Object.entries(require(join(ROOT, file)) as Record<string, unknown>);
    return exported.flatMap(([name, schema]) => (schema instanceof z.ZodType ? [{ file, name, schema }] : []));
  });

describe('views of households', () => {
  it('say of every sensitive field its group and level, or stand on the list with a reason', () => {
    const unmarked = views.flatMap(({ name, schema }) =>
      places(schema, name, false)
        .filter(({ path, marked }) => !marked && !(path in UNMARKED))
        .map(({ path }) => path),
    );
    expect([...new Set(unmarked)]).toEqual([]);
    expect(views.length).toBeGreaterThan(20);
  });

  it('tell what is withheld wherever a view has marks of its own', () => {
    const silent = views.filter(({ schema }) => {
      if (!(schema instanceof z.ZodObject)) return false;
      const parts = Object.values(schema.shape as Record<string, z.ZodType>);
      return parts.some((part) => markOf(part)) && !parts.includes(withheld);
    });
    expect(silent.map(({ name }) => name).filter((name) => !PARTS.includes(name))).toEqual([]);
  });

  it('show code and severity of a need to everybody who may ask for needs or evaluations, whose lines carry the code', () => {
    for (const role of ROLES.filter((one) => allows([one], 'needs:read') || allows([one], 'evaluations:read'))) {
      expect(reaches(levelsOf([role], []).need, markOf(needView.shape.code)?.from ?? 'full')).toBe(true);
    }
  });
});
