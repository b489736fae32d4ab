/** A result as far as a comparison has to know it. */
export interface TrendResult {
  id: string;
  /** Version of the scale it was made with. */
  version: string;
  complete: boolean;
  notApplicable: boolean;
  score: number | null;
  maximum: number | null;
  severity: number | null;
}

/** Why a result stands alone: nothing before it, another version, or too little was answered. */
export const notComparableReasons = ['first', 'other-version', 'incomplete', 'not-applicable'] as const;
export type NotComparable = (typeof notComparableReasons)[number];

/** What has changed since an earlier result; the points only where as many could be reached. */
export interface TrendChange {
  since: string;
  severity: number;
  score: number | null;
}

export interface TrendStep {
  id: string;
  change: TrendChange | null;
  notComparable: NotComparable | null;
}

/**
 * Like is compared with like (R18): a result with the newest one before it that was made with the same version of the
 * scale and answered well enough. Another version is shown and never converted: its points mean something else.
 * @param results of one person and one scale, the oldest first
 */
export function trendSteps(results: readonly TrendResult[]): TrendStep[] {
  return results.map((result, place) => {
    const alone = (why: NotComparable): TrendStep => ({ id: result.id, change: null, notComparable: why });
    if (result.notApplicable) return alone('not-applicable');
    if (!usable(result)) return alone('incomplete');
    const before = results.slice(0, place).filter(usable);
    const like = before.findLast(({ version }) => version === result.version);
    if (!like) return alone(before.length > 0 ? 'other-version' : 'first');
    return { id: result.id, change: changeSince(like, result), notComparable: null };
  });
}

function usable({ complete, notApplicable, severity }: TrendResult): boolean {
  return complete && !notApplicable && severity !== null;
}

function changeSince(like: TrendResult, result: TrendResult): TrendChange {
  const known = like.score !== null && result.score !== null && like.maximum === result.maximum;
  return {
    since: like.id,
    severity: (result.severity ?? 0) - (like.severity ?? 0),
    score: known ? (result.score ?? 0) - (like.score ?? 0) : null,
  };
}
