import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import { DataFileError, readDataFile } from '../data-files';
import { taxonomyProblems, taxonomySchema } from './term';
import type { Term } from './term';

/** The code list of domain E in memory: read and checked once at boot, never changed while running. */
@Injectable()
export class Taxonomy {
  readonly version: string;
  private readonly terms: readonly Term[];
  private readonly byCode: ReadonlyMap<string, Term>;

  constructor() {
    const file = join(__dirname, 'taxonomy.yaml');
    const data = readDataFile(file, taxonomySchema);
    const problems = taxonomyProblems(data.terms);
    if (problems.length > 0) throw new DataFileError(file, problems);
    this.version = data.version;
    this.terms = data.terms;
    this.byCode = new Map(data.terms.map((term) => [term.code, term]));
  }

  all(): readonly Term[] {
    return this.terms;
  }

  /** The codes a need or an offering may carry: level two only. */
  assignable(): readonly Term[] {
    return this.terms.filter((term) => term.parent !== null);
  }

  exists(code: string): boolean {
    return this.byCode.has(code);
  }

  /** @throws `term-not-found` (404) */
  term(code: string): Term {
    const term = this.byCode.get(code);
    if (!term) throw notFound('term-not-found');
    return term;
  }

  name(code: string, locale: string): string {
    const term = this.term(code);
    return locale.startsWith('en') ? term.en : term.zh;
  }

  /** Whether rows with this code are for the named team alone (R46, B30–B32); `app.restricted_code` says the same. */
  restricted(code: string | null): boolean {
    return code !== null && (this.byCode.get(code)?.restricted ?? false);
  }

  /** The code as news may carry it: events and jobs name no restricted one. */
  speakable(code: string): string | null {
    return this.restricted(code) ? null : code;
  }

  /** Codes below a level-one code, in list order; `null` gives level one. */
  children(code: string | null): readonly Term[] {
    return this.terms.filter((term) => term.parent === code);
  }

  /** A code and everything below it: what a search for a level-one code means. */
  family(code: string): readonly string[] {
    return [code, ...this.children(code).map((term) => term.code)];
  }
}
