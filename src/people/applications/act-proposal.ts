import type { CalculationResult } from '../means-test';

/** What the stored calculation says of an act: a proposal with its amount, decided by a person (R3). */
export interface ActProposal {
  /** Null: the calculation does not know, or says nothing of such an act. */
  outcome: 'granted' | 'refused' | null;
  /** A month; null where the calculation names no sum for the act. */
  amountFen: number | null;
}

const SCREENED = ['tekun', 'dibao', 'dibao-marginal', 'rigid-expenditure'] as const;
type Screened = (typeof SCREENED)[number];

export const NOTHING_PROPOSED: ActProposal = { outcome: null, amountFen: null };

/** Reads the screens and sums of a calculation for one act; nothing is guessed where it is silent. */
export function proposalFor(act: string, { screens, benefits }: CalculationResult): ActProposal {
  const screen = SCREENED.find((one): one is Screened => one === act);
  if (screen === undefined) return NOTHING_PROPOSED;
  const found = screens[screen];
  const sums = benefits.filter(({ kind }) => kind === 'dibao' || kind === 'extra');
  const sum = sums.reduce((total, { monthFen }) => total + monthFen, 0);
  return {
    outcome: found === 'in' ? 'granted' : found === 'out' ? 'refused' : null,
    amountFen: act === 'dibao' && found === 'in' && sums.length > 0 ? sum : null,
  };
}

/**
 * Whether a decision is another than what was proposed; then the ground has to say why (R3). Where nothing was proposed, a
 * grant needs its ground too: it rests on the person alone.
 */
export function deviates(
  proposal: ActProposal,
  decided: { outcome: 'granted' | 'refused'; amountFen: number | null },
): boolean {
  if (proposal.outcome !== decided.outcome) return true;
  return decided.outcome === 'granted' && proposal.amountFen !== null && proposal.amountFen !== decided.amountFen;
}
