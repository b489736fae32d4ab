/**
 * What the evaluator reads instead of the file (C3): de-identified, fixed on the day of the draw. No name, number,
 * phone, address or service note stands in it.
 */
export interface Evidence {
  /** Service code of the need that the referral answered. */
  needCode: string;
  /** Severity 0–3 when the need was confirmed. */
  severity: number;
  outcome: string | null;
  household: HouseholdOutline;
  confirmation: { confirmed: boolean; mode: string | null; disputed: boolean };
  timers: Timers;
  deliveries: DeliveryLine[];
  scales: ScaleChange[];
  goals: GoalLine[];
}

/** Class, size and the ten-year band of the person concerned. */
export interface HouseholdOutline {
  class: string | null;
  /** 5 stands for five and more. */
  size: number;
  ageBand: string | null;
  disabled: boolean;
}

/** Dates of the steps and what lies between them; null where a step did not happen. */
export interface Timers {
  sentOn: string | null;
  answeredOn: string | null;
  answeredInTime: boolean | null;
  startedOn: string | null;
  endedOn: string | null;
  confirmedOn: string | null;
  closedOn: string | null;
  daysToStart: number | null;
  daysToEnd: number | null;
}

export interface DeliveryLine {
  on: string;
  units: number;
  /** A note exists; its words stay in the file. */
  noted: boolean;
}

export interface ScalePoint {
  on: string;
  score: number | null;
  maximum: number | null;
  severity: number | null;
}

/** First against last result of one instrument in one version for one person: like with like. */
export interface ScaleChange {
  instrument: string;
  version: string;
  baseline: ScalePoint;
  /** Null when it was not repeated in this version. */
  end: ScalePoint | null;
  /** Levels of severity gained (positive: less need); null when it cannot be said. */
  gain: number | null;
}

export interface GoalLine {
  /** The goal's words with names and numbers taken out. */
  goal: string;
  field: string;
  weight: number;
  baseline: number | null;
  expected: number | null;
  attained: number | null;
  /** −2..+2 against what was expected; null when it cannot be judged. */
  x: number | null;
}
