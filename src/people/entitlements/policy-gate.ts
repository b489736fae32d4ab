import type { Entitlement } from './entitlement.entity';

/** What the gate knows of one open line. */
export interface GateLine {
  id: string;
  line: string;
  memberId: string | null;
  state: Entitlement['state'];
  appliedOn: string | null;
}

export interface PolicyGate {
  /** Whether the hand-over to the station may happen. */
  open: boolean;
  /** The pack's answer for the household's class; unknown classes only warn. */
  rule: 'block' | 'warn';
  householdClass: number | null;
  /** An emergency passes; the lines below are completed afterwards (R7, E8). */
  bypassed: boolean;
  blocking: GateLine[];
  warnings: GateLine[];
}

export interface GateQuestion {
  householdClass: number | null;
  rule: 'block' | 'warn';
  emergency: boolean;
  /** Lines that may fit the household as it is now. */
  lines: readonly GateLine[];
  /** Whether an application was filed long enough ago. */
  ripe: (appliedOn: string) => boolean;
}

/** A line still stands in the way: not filed, or filed too recently. Everything else is terminal or waived. */
export function isOpen(line: GateLine, ripe: (appliedOn: string) => boolean): boolean {
  if (line.state === 'eligible-not-applied') return true;
  return line.state === 'applied' && (line.appliedOn === null || !ripe(line.appliedOn));
}

/** Policy first (R7): classes 1 and 2 wait for their lines, classes 3 and 4 are warned, an emergency passes. Pure. */
export function policyGate({ householdClass, rule, emergency, lines, ripe }: GateQuestion): PolicyGate {
  const open = lines.filter((line) => isOpen(line, ripe));
  const blocks = rule === 'block' && !emergency;
  return {
    open: !blocks || open.length === 0,
    rule,
    householdClass,
    bypassed: rule === 'block' && emergency && open.length > 0,
    blocking: blocks ? open : [],
    warnings: blocks ? [] : open,
  };
}
