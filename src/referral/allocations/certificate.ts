import { createHash } from 'node:crypto';
import type { Market } from './market';
import type { Solution } from './solve';

/** Whole numbers in a row; typed while they are in memory, a plain list once they are published. */
type Column = ArrayLike<number>;

/**
 * Everything that is needed to check an allocation again, by place and without an id of anybody: the problem, who gets what, the
 * prices, and the two figures that follow from them. README, "How to check a certificate again", says how it is read.
 */
export interface Certificate {
  format: typeof CERTIFICATE_FORMAT;
  problem: {
    providerPenalty: number;
    needs: { household: Column; pinned: Column };
    offerings: { capacity: Column; provider: Column; budget: Column };
    budgets: Column;
    choices: { first: Column; offering: Column; weight: Column; size: Column; cost: Column };
    /** What each group can be given at most stands here where its floor asks for more (`FloorOutcome.sought`). */
    floors: ReadonlyArray<{ atLeast: number; needs: Column }>;
  };
  /** Offering by need, -1 for none. */
  assignment: Column;
  /** Offerings in points for a place or hour, -1 where there is none to be had at any price; budgets in thousandths of a point for a fen. */
  prices: { offering: Column; budget: Column; floor: Column };
  value: number;
  upperBound: number;
  digests: CertificateDigests;
}

/** They tell whether a part fits the others; whether it was published is told by a digest from elsewhere alone. */
export interface CertificateDigests {
  problem: string;
  assignment: string;
  prices: string;
}

export const CERTIFICATE_FORMAT = 'yuanlian-allocation-certificate/1';

/** What proves a solution, over the columns of the market itself. */
export function certificateOf(market: Market, solution: Solution): Certificate {
  const { held, prices, value, upperBound } = solution;
  const { first, offering, weight, size, cost, capacity, provider, budget, household, pin, fen } = market;
  const offeringOf = (edges: Int32Array) => edges.map((edge) => (edge < 0 ? -1 : offering[edge]!));
  const certificate = {
    format: CERTIFICATE_FORMAT,
    problem: {
      providerPenalty: market.penalty,
      needs: { household, pinned: offeringOf(pin) },
      offerings: { capacity, provider, budget },
      budgets: fen,
      choices: { first, offering, weight, size, cost },
      floors: market.floors.map(({ needs }, place) => ({ atLeast: solution.floors[place]!.sought, needs })),
    },
    assignment: offeringOf(held),
    prices: {
      offering: prices.offering.map((price, one) => (capacity[one] === 0 ? -1 : price)),
      budget: prices.budget,
      floor: prices.floor,
    },
    ...{ value, upperBound },
  } as const;
  return { ...certificate, digests: digestsOf(certificate) };
}

/** The certificate as plain data, for a file. */
export function publishedForm(certificate: Certificate): Certificate {
  return JSON.parse(
    JSON.stringify(certificate, (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value,
    ),
  ) as Certificate;
}

type Undigested = Omit<Certificate, 'digests'>;

function digestsOf({ problem, assignment, prices }: Undigested): CertificateDigests {
  const { needs, offerings, choices, floors } = problem;
  return {
    problem: digest([
      [problem.providerPenalty],
      ...[needs.household, needs.pinned, offerings.capacity, offerings.provider, offerings.budget, problem.budgets],
      ...[choices.first, choices.offering, choices.weight, choices.size, choices.cost],
      ...floors.flatMap((floor) => [[floor.atLeast], floor.needs]),
    ]),
    assignment: digest([assignment]),
    prices: digest([prices.offering, prices.budget, prices.floor]),
  };
}

const CHUNK = 50_000;

/** SHA-256 of the columns, numbers parted by commas and columns by new lines. */
function digest(columns: readonly Column[]): string {
  const hash = createHash('sha256');
  for (const column of columns) {
    for (let from = 0; from < column.length; from += CHUNK) {
      const part = Array.prototype.slice.call(column, from, from + CHUNK);
      hash.update(`${from > 0 ? ',' : ''}${part.join(',')}`);
    }
    hash.update('\n');
  }
  return hash.digest('hex');
}
