import { type Levels, reaches } from '../../../src/trust/access';
import type { Route } from '../../consistency/routes';
import { CANARIES } from './canaries';
import { type Answer, askAll, type Cell, exceptionFor, expected, isApi } from './cells';
import type { Asker } from './matrix-askers';
import type { Things } from './matrix-file';
import type { MatrixWorld } from './matrix-world';
import { recordedOpening } from './route-record';
import { addressOf, namesOf, thingsOf } from './route-things';
import { fieldsShown, SeenPlaces } from './shown-fields';

/** What the tables say while the file is in one state. */
export interface Rules {
  things: Things;
  /** @param asker by name */
  sees(asker: string, kind: string): boolean;
  levels(asker: Asker, route: Route): Levels;
  /** Kinds whose ids a route tells in this state though they are out of reach. */
  tells?(route: Route): readonly string[];
  /** Statuses that differ in this state. */
  status?(cell: Cell): readonly number[] | undefined;
  /** A list shows things of which the askers see different ones. */
  unlikeLists?: boolean;
}

/** Asks cells and compares status, ids and fields of every answer with the tables. */
export class MatrixCheck {
  readonly faults: string[] = [];
  readonly seen = new SeenPlaces();
  /** Exceptions that were needed. */
  readonly used = new Set<unknown>();
  private readonly opens = recordedOpening();

  constructor(
    private readonly world: MatrixWorld,
    private readonly rules: Rules,
  ) {}

  /** A role that may not use a route is refused before anybody looks at what it stands for: one of each is asked. */
  cellsOf(route: Route): Cell[] {
    const { things, sees } = this.rules;
    const kinds = thingsOf(route.path) ?? [];
    const address = addressOf(route.path, kinds, things);
    const refused = new Set<string>();
    return this.world.askers
      .map((asker) => ({
        ...{ route, asker, address, permitted: this.opens(asker.roles, route) },
        reached: namesOf(kinds).every((kind) => sees(asker.name, kind)),
      }))
      .filter(({ permitted, asker }) => {
        const role = asker.roles.join();
        return permitted || (!refused.has(role) && refused.add(role));
      });
  }

  askAll(cells: readonly Cell[]): Promise<void> {
    return askAll(this.world, cells, (cell, answer) => this.look(cell, answer));
  }

  look(cell: Cell, answer: Answer): void {
    const name = `${cell.route.name} ${cell.asker.name}`;
    const fits = this.rules.status?.(cell) ?? expected(cell);
    this.used.add(exceptionFor(cell));
    if (!fits.includes(answer.status)) this.faults.push(`${name}: ${answer.status}, not ${fits.join(' or ')}`);
    const told = this.told(cell, answer);
    const wrong = answer.status === 200 ? this.fields(cell, answer) : [];
    this.faults.push(...[...told, ...wrong].map((fault) => `${name}: ${fault}`));
  }

  /** Things out of the asker's reach whose id stands in the answer though it was not in the question. */
  private told(cell: Cell, { text }: Answer): string[] {
    const { address, asker } = cell;
    const allowed = [...(exceptionFor(cell)?.tells ?? []), ...(this.rules.tells?.(cell.route) ?? [])];
    if (allowed.includes('*')) return [];
    return Object.entries(this.rules.things)
      .filter(
        ([kind, id]) => id.length === UUID && text.includes(id) && !address.includes(id) && !allowed.includes(kind),
      )
      .filter(([kind]) => !this.rules.sees(asker.name, kind))
      .map(([kind]) => `tells ${kind}`);
  }

  /** Words and marked fields of the file above the asker's level. */
  private fields({ route, asker }: Cell, { text, body }: Answer): string[] {
    const levels = this.rules.levels(asker, route);
    const provider = asker.roles.some((role) => role === 'dispatcher' || role === 'practitioner');
    const inList = !route.path.includes(':');
    if (inList && provider && this.rules.unlikeLists) return [];
    const faults = CANARIES.filter(({ text: word, group, from, ofProviderFrom }) => {
      const needed = provider ? (ofProviderFrom ?? from) : from;
      return text.includes(word) && !reaches(levels[group], needed);
    }).map(({ text: word, group }) => `shows ${word} of ${group}`);
    // In lists a provider reads less than of one referral.
    const unlike = inList && (provider || this.rules.unlikeLists === true);
    if (!route.answers || !isApi(route) || route.method !== 'GET' || unlike) return faults;
    const result = fieldsShown(route.answers, body, levels);
    this.seen.note(`${route.name} ${audienceOf(route, asker)}`, asker.name, levels, result.shown);
    return [...faults, ...result.faults];
  }
}

/** Lists of what each unit has in its tray, and of what each team alone is told (B30). */
const APART = /\/(handovers|flag-tasks|mandatory-reports|field-sheets)$/;

/** Who reads the same view of the same things: providers and reporters have views of their own. */
function audienceOf({ path }: Route, { name, roles }: Asker): string {
  if (APART.test(path) && !path.includes(':')) return `of ${name}`;
  if (roles.includes('reporter')) return 'of a reporter';
  return roles.some((role) => role === 'dispatcher' || role === 'practitioner') ? 'of a provider' : 'of staff';
}

const UUID = 36;
