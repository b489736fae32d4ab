import { z } from 'zod';
import type { DataProblem } from '../data-files';

/** How far a text can be relied on: read, quoted only, or giving way to another where the two clash (B1–B3). */
export const citationStatuses = ['verified', 'unverified', 'superseded'] as const;
export type CitationStatus = (typeof citationStatuses)[number];

/** Codes of rules and laws beside each other: `R27 R30`, `PIPL 13`. */
export const citation = z.string().regex(/^[A-Z]+ ?\d+( [A-Z]+ ?\d+)*$/);

/** What the text is called, in both languages. */
const text = { text: z.string().min(1), textEn: z.string().min(1) };
export const citationHead = z.discriminatedUnion('status', [
  z.strictObject({ code: citation, ...text, status: z.enum(['verified', 'unverified']) }),
  /** `by`: the code of the text that comes first. */
  z.strictObject({ code: citation, ...text, status: z.literal('superseded'), by: citation }),
]);
export type CitationHead = z.infer<typeof citationHead>;

export const codesOf = (cited: string): string[] => cited.match(/[A-Z]+ ?\d+/g) ?? [];

/** The least that can be said of what a row cites: one text of several that is not read leaves the row unread. */
export function statusOf(cited: string, heads: readonly CitationHead[]): CitationStatus {
  const statuses = codesOf(cited).map((code) => headOf(code, heads)?.status ?? 'unverified');
  return (['superseded', 'unverified'] as const).find((one) => statuses.includes(one)) ?? 'verified';
}

/** The head of a code; of several layers the uppermost speaks. */
export function headOf(code: string, heads: readonly CitationHead[]): CitationHead | undefined {
  return heads.findLast((head) => head.code === code);
}

/** Rows of a file that cite what no head of the pack names. */
export function unnamedCitations(content: unknown, heads: readonly CitationHead[]): DataProblem[] {
  return citedIn(content).flatMap(({ path, cited }) =>
    codesOf(cited)
      .filter((code) => !headOf(code, heads))
      .map((code) => ({ path, message: `${code} is named by no head of the pack` })),
  );
}

/** Heads twice in one layer, and texts that give way to one that nobody names or that gives way itself. */
export function problemsOfHeads(own: readonly CitationHead[], all: readonly CitationHead[]): DataProblem[] {
  return own.flatMap((head, place): DataProblem[] => {
    const path = ['citations', place];
    if (own.findIndex(({ code }) => code === head.code) < place)
      return [{ path, message: `${head.code} is named twice` }];
    if (head.status !== 'superseded') return [];
    const next = headOf(head.by, all);
    return next && next.status !== 'superseded'
      ? []
      : [
          {
            path,
            message: `${head.code} gives way to ${head.by}, which ${next ? 'gives way itself' : 'nobody names'}`,
          },
        ];
  });
}

function citedIn(content: unknown, path: readonly PropertyKey[] = []): Array<{ path: PropertyKey[]; cited: string }> {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, value]: [string, unknown]) => {
    const at = [...path, Array.isArray(content) ? Number(key) : key];
    return key === 'citation' && typeof value === 'string' ? [{ path: at, cited: value }] : citedIn(value, at);
  });
}
