import { AppError } from '../../platform/errors';
import { type CitationHead, type CitationStatus, statusOf } from './citations';
import type { Entitlement, HouseholdClass, PackHead, PackRules, Retention, Standard, Timer } from './pack-sections';
import { standardRowOn } from './standard-on';

/** What is known of a member, for the applicability of an entitlement line; null = not known. */
export interface EntitlementFacts {
  householdClass: HouseholdClass | null;
  ageYears: number | null;
  inSchool: boolean | null;
  /** 1 most severe; 0 = not disabled. */
  disabilityGrade: number | null;
}

/** A district's rules at one version (R2): national defaults with the local layer over them. */
export class PolicyPack {
  /** Stored with every calculation, so that it can be replayed: `base@2026.3+demonstration@2026.1`. */
  readonly version: string;

  constructor(
    readonly heads: readonly PackHead[],
    readonly rules: PackRules,
  ) {
    this.version = heads.map((head) => `${head.code}@${head.version}`).join('+');
  }

  get name(): PackHead['name'] | undefined {
    return this.heads.at(-1)?.name;
  }

  /** Texts that the rows cite, those of the defaults first. */
  get citations(): CitationHead[] {
    return this.heads.flatMap((head) => head.citations);
  }

  /** How far what a row cites can be relied on (B3). */
  citationStatus(cited: string): CitationStatus {
    return statusOf(cited, this.citations);
  }

  /**
   * The amount of a kind on a day, in fen.
   * @throws `standard-not-loaded` (409): a local amount is never guessed
   */
  standard(kind: string, day: string): Standard {
    const row = standardRowOn(this.rules.standards, kind, day);
    if (!row) throw new AppError('standard-not-loaded', 409, { params: { kind, day } });
    return row;
  }

  /** @throws `timer-not-loaded` (500) */
  timer(code: string): Timer {
    const timer = this.rules.timers.find((entry) => entry.code === code);
    if (!timer) throw new AppError('timer-not-loaded', 500, { params: { code } });
    return timer;
  }

  /** How long something is kept (C2). @throws `retention-not-loaded` (500) */
  retention(code: string): Retention {
    const row = this.rules.retention.find((entry) => entry.code === code);
    if (!row) throw new AppError('retention-not-loaded', 500, { params: { code } });
    return row;
  }

  /** The way of a class and what its open lines do to a hand-over (R7, R12). */
  route(ofClass: HouseholdClass): PackRules['routes'][number] {
    const route = this.rules.routes.find((entry) => entry.class === ofClass);
    if (!route) throw new AppError('route-not-loaded', 500, { params: { class: ofClass } });
    return route;
  }

  /** Lines of the checklist that may fit; who decides is the department, not we (R3). */
  applicable(who: Entitlement['who'], facts: EntitlementFacts): Entitlement[] {
    return this.rules.entitlements.filter((line) => line.who === who && mayFit(line, facts));
  }
}

function mayFit({ when, label }: Entitlement, facts: EntitlementFacts): boolean {
  if (label) return false;
  const { householdClass, ageYears, inSchool, disabilityGrade } = facts;
  if (when.classes && householdClass !== null && !when.classes.includes(householdClass)) return false;
  if (when.ageFrom !== undefined && ageYears !== null && ageYears < when.ageFrom) return false;
  if (when.ageTo !== undefined && ageYears !== null && ageYears > when.ageTo) return false;
  if (when.inSchool !== undefined && inSchool !== null && inSchool !== when.inSchool) return false;
  if (when.disabilityGradeTo === undefined || disabilityGrade === null) return true;
  return disabilityGrade >= 1 && disabilityGrade <= when.disabilityGradeTo;
}
