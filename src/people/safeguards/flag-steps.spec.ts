import { readFileSync } from 'node:fs';
import { Taxonomy } from '../../reference/taxonomy';
import { Instruments } from '../assessments';
import { FlagSteps } from './flag-steps';

describe('FlagSteps', () => {
  const steps = new FlagSteps();
  const flags = new Instruments(new Taxonomy()).all().flatMap((instrument) => instrument.flags);

  it('says of every flag of every scale what to do now, in both languages', () => {
    expect(flags.length).toBeGreaterThan(15);
    expect(flags.filter(({ code }) => !steps.knows(code)).map(({ code }) => code)).toEqual([]);
    const codes = [...new Set(flags.flatMap(({ code }) => steps.of([code]).map((step) => step.code)))];
    for (const locale of ['zh-CN', 'en']) {
      const file = readFileSync(`templates/texts/${locale}/safeguards.json`, 'utf8');
      const { step } = JSON.parse(file) as { step: Record<string, string> };
      expect([locale, codes.filter((code) => !step[code])]).toEqual([locale, []]);
      // A step that is nobody's is a text that nobody reads.
      expect([locale, Object.keys(step).sort()]).toEqual([locale, [...codes].sort()]);
    }
  });

  it('names the report where the law demands one, the triage where it is asked for, and a number in a danger', () => {
    for (const flag of flags) {
      const codes = steps.of([flag.code]).map(({ code }) => code);
      expect([flag.code, codes.includes('report'), codes.includes('triage')]).toEqual([
        ...[flag.code, flag.mandatoryReport === true, flag.startTriage === true],
      ]);
    }
    expect(steps.of(['child-hurt'])[0]).toEqual({ code: 'safe-now', phone: '110', until: null });
  });

  it('puts the steps of several flags into one list, each once', () => {
    const codes = steps.of(['child-left-alone', 'child-hurt']).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.indexOf('safe-now')).toBeLessThan(codes.indexOf('report'));
    expect(codes.indexOf('report')).toBeLessThan(codes.indexOf('triage'));
  });
});
