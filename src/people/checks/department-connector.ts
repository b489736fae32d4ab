import { z } from 'zod';

/** What a department is asked: people by a key of this call, with what a department needs to find them. Never logged. */
export interface Inquiry {
  /** Number of the call, for the department's own records. */
  reference: string;
  purpose: string;
  people: ReadonlyArray<{ key: string; name: string; identityNumber: string; items: readonly string[] }>;
}

const answer = z.strictObject({
  key: z.string(),
  item: z.string(),
  held: z.boolean(),
  things: z.int().min(0).max(10_000).optional(),
  amountFen: z.int().min(0).max(100_000_000_000).optional(),
  period: z.enum(['month', 'year', 'once']).optional(),
  /** The day the department's data was true. */
  asOf: z.iso.date(),
});

/** What a department answers; whatever else it sends is refused as a wrong answer. */
export const departmentReply = z.strictObject({
  /** Sent by the invented departments of the demonstration, so that every screen can name them (R93). */
  simulated: z.boolean().default(false),
  answers: z.array(answer).max(20_000),
});
export type DepartmentReply = z.infer<typeof departmentReply>;

/** A call that brought no answer, and why; never what was sent. */
export class ConnectorError extends Error {
  constructor(readonly reason: 'not-reachable' | 'no-line' | 'wrong-answer') {
    super(reason);
  }
}

/** The way to the departments: a line of their own (HTTP), or files carried by hand. */
export abstract class DepartmentConnector {
  /**
   * Asks one department once.
   * @param signal ends the waiting for good
   * @throws ConnectorError; whatever the signal gives as its reason
   */
  abstract ask(department: string, inquiry: Inquiry, signal: AbortSignal): Promise<DepartmentReply>;
}
