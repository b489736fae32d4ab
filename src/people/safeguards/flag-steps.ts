import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataFileError, readDataFile } from '../../reference/data-files';

const clocks = ['report', 'triage', 'contact', 'clock', 'education'] as const;
const schema = z.strictObject({
  phones: z.record(z.string(), z.string().regex(/^\d{3,5}$/)),
  steps: z.record(z.string(), z.strictObject({ phone: z.string().optional(), until: z.enum(clocks).optional() })),
  flags: z.record(z.string(), z.array(z.string()).min(1)),
});

/** One thing to do now: its words are `safeguards.step.<code>`. */
export interface FlagStep {
  code: string;
  /** The number to call; null where nobody has to be called. */
  phone: string | null;
  /** The clock that says until when; null where it is "now". */
  until: (typeof clocks)[number] | null;
}

/** What to do now when a flag is raised (domain D), as data: steps in their order, and numbers to call. */
@Injectable()
export class FlagSteps {
  private readonly data: z.infer<typeof schema>;

  constructor() {
    const file = join(__dirname, 'flag-steps.yaml');
    this.data = readDataFile(file, schema);
    const { phones, steps, flags } = this.data;
    const problems = [
      ...Object.entries(steps).flatMap(([code, { phone }]) =>
        phone && !phones[phone] ? [`step ${code} calls ${phone}, which has no number`] : [],
      ),
      ...Object.entries(flags).flatMap(([flag, named]) =>
        named.filter((code) => !steps[code]).map((code) => `flag ${flag} names step ${code}, which does not exist`),
      ),
    ];
    if (problems.length > 0) throw new DataFileError(file, problems);
  }

  /** Every step there is, in the order in which they are done. */
  all(): FlagStep[] {
    return this.of(Object.keys(this.data.flags));
  }

  /** Steps of all these flags together, each once, in the order in which they are done. */
  of(flags: readonly string[]): FlagStep[] {
    const named = new Set(flags.flatMap((flag) => this.data.flags[flag] ?? []));
    return Object.entries(this.data.steps)
      .filter(([code]) => named.has(code))
      .map(([code, { phone, until }]) => ({
        ...{ code, phone: phone ? (this.data.phones[phone] ?? null) : null, until: until ?? null },
      }));
  }

  /** Whether somebody has said what to do about this flag. */
  knows(flag: string): boolean {
    return this.data.flags[flag] !== undefined;
  }
}
