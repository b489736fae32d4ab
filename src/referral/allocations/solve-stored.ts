import { gzipSync } from 'node:zlib';
import { certificateOf, publishedForm } from './certificate';
import { explained, type ExplainedNeed, type ExplainedOffering, heldOf } from './explain-allocation';
import type { FloorOutcome } from './floors';
import { packMarket } from './market';
import { solve, type SolveStep } from './solve';
import { incumbentOf, marketOf, type Settled, unpackStored } from './stored-market';
import { verify } from './verify';

/** What a round is solved from: the stored market, what people have settled, and the result of the round before. */
export interface RoundInput {
  content: Uint8Array;
  settled: Settled;
  /** Offering by need, -1 for none; null in the first round. */
  incumbent: readonly number[] | null;
}

/** What a round came to, with the file that proves it. */
export interface RoundResult {
  value: number;
  upperBound: number;
  keptIncumbent: boolean;
  floors: FloorOutcome[];
  problemDigest: string;
  /** Packed; empty where the check found flaws. */
  certificate: Uint8Array;
  flaws: number;
  needs: ExplainedNeed[];
  offerings: ExplainedOffering[];
}

/**
 * Solves a round and has its certificate checked by the function that shares no code with the solver, before anybody sees it.
 * @throws MarketError when pins exceed what there is
 */
export function solveStored(
  { content, settled, incumbent }: RoundInput,
  onStep: (step: SolveStep | 'verify') => void,
): RoundResult {
  const stored = unpackStored(content);
  const market = packMarket(marketOf(stored, settled));
  const solution = solve(market, { onStep, ...(incumbent && { incumbent: incumbentOf(incumbent) }) });
  onStep('verify');
  const certificate = publishedForm(certificateOf(market, solution));
  const flaws = verify(certificate).length;
  const { value, upperBound, keptIncumbent, floors } = solution;
  const held = heldOf(market, solution.held);
  return {
    ...{ value, upperBound, keptIncumbent, floors, problemDigest: certificate.digests.problem, flaws },
    certificate: flaws > 0 ? new Uint8Array() : gzipSync(JSON.stringify(certificate)),
    ...explained(stored, settled, held, Array.from(certificate.prices.offering)),
  };
}
