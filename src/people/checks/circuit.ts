const FAILURES = 5;
const PAUSE_MILLISECONDS = 30_000;

/** Departments that did not answer several times in a row are not called for a while: nobody waits for them in vain. */
export class Circuit {
  private readonly failures = new Map<string, { count: number; until: number }>();

  /** Whether the department is left alone. @param now milliseconds of a clock that only goes forward */
  isOpen(department: string, now: number): boolean {
    const known = this.failures.get(department);
    return known !== undefined && known.count >= FAILURES && now < known.until;
  }

  failed(department: string, now: number): void {
    const count = (this.failures.get(department)?.count ?? 0) + 1;
    this.failures.set(department, { count, until: now + PAUSE_MILLISECONDS });
  }

  answered(department: string): void {
    this.failures.delete(department);
  }
}
