import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LifecycleDefinition, MoveRule } from '../../src/platform/lifecycle';
import { ROLES } from '../../src/trust/access/roles';
import { ROOT } from './source-tree';

const FOLDER = join(ROOT, 'test', 'consistency', 'lifecycles');

/** What happens when `role` tries `move` in `state`: the new state, the code of the guard's refusal, or nothing. */
export type Attempt = (state: string, move: MoveRule, role: string) => string | null;

/**
 * Every role in every state, as text: which moves it may make and where they lead; roles with the same rights stand
 * together, and those without any are named too, so that a new state, move or role always changes a table.
 */
export function lifecycleTable({ name, states, initial, final, moves }: LifecycleDefinition, attempt: Attempt): string {
  const lines = [`${name}: starts at ${initial}, ends at ${final.join(', ')}`];
  for (const state of states) {
    const groups = new Map<string, string[]>();
    for (const role of ROLES) {
      const possible = moves.flatMap((move) => {
        const outcome = attempt(state, move, role);
        return outcome === null ? [] : [`    ${move.name} → ${outcome}`];
      });
      const rights = possible.join('\n');
      groups.set(rights, [...(groups.get(rights) ?? []), role]);
    }
    const without = groups.get('') ?? [];
    groups.delete('');
    lines.push('', state);
    for (const [rights, roles] of groups) lines.push(`  ${roles.join(', ')}`, rights);
    lines.push(`  no move: ${without.length === ROLES.length ? 'everybody' : without.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** As the table of the life cycle has it; a guard is asked without any facts. */
export function readFrom(state: string, move: MoveRule, role: string): string | null {
  if (!move.from.includes(state) || !move.roles.includes(role)) return null;
  return outcomeOf(move, move.guard?.({}) ?? null);
}

/** A guarded move says so, with the code by which the guard refuses when it is told nothing. */
export function outcomeOf(move: MoveRule, refusal: string | null): string {
  if (refusal !== null) return `${move.to}, else ${refusal}`;
  return move.guard ? `${move.to}, guarded` : move.to;
}

/** The recorded tables by life cycle; with UPDATE_LIFECYCLES=1 the given ones are recorded first. */
export function recordedTables(current: ReadonlyMap<string, string>): Map<string, string> {
  if (process.env.UPDATE_LIFECYCLES === '1') {
    if (!existsSync(FOLDER)) mkdirSync(FOLDER);
    for (const [name, table] of current) writeFileSync(join(FOLDER, `${name}.txt`), table);
  }
  const files = readdirSync(FOLDER).map((file) => [file.replace(/\.txt$/, ''), file] as const);
  return new Map(files.map(([name, file]) => [name, readFileSync(join(FOLDER, file), 'utf8')]));
}
