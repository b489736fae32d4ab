import type { CasefileView } from '../../results/casefile';
import type { EvaluationWords } from './evaluations-words';

/** The file as the print page shows it: the same content with every code in words. */
export function printModel(file: CasefileView, words: EvaluationWords) {
  const severity = (level: number) => words.text(`evaluations.severity.${level}`);
  const state = (value: string | null) => (value === null ? null : words.known('casefile.state.', value));
  return {
    ...file,
    state: state(file.state),
    members: file.members.map((member) => ({
      ...member,
      relation: words.known('casefile.relation.', member.relation),
      sex: words.known('casefile.sex.', member.sex),
      disability: disabilityOf(member.disability, words),
    })),
    cases: file.cases.map((row) => ({
      ...row,
      tier: words.known('casefile.tier.', row.tier),
      state: state(row.state),
    })),
    class: file.class && { ...file.class, secondary: file.class.secondary.join(' · ') },
    needs: file.needs.map((need) => ({
      ...need,
      name: words.service(need.code),
      severity: severity(need.severity),
      state: state(need.state),
    })),
    plan: file.plan && {
      ...file.plan,
      items: file.plan.items.map((item) => ({
        ...item,
        side: words.known('casefile.side.', item.side),
        field: words.known('evaluations.field.', item.field),
      })),
    },
    referrals: file.referrals.map((referral) => ({
      ...referral,
      name: words.service(referral.needCode),
      state: state(referral.state),
      outcome: referral.outcome === null ? null : words.known('evaluations.outcome.', referral.outcome),
    })),
    evaluations: file.evaluations.map((row) => ({ ...row, state: words.text(`evaluations.state.${row.state}`) })),
    followUps: file.followUps.map((row) => ({
      ...row,
      months: words.text('evaluations.months', { count: row.months }),
      state: words.text(`evaluations.follow-state.${row.state}`),
      change: row.needChange === null ? null : words.text(`evaluations.result.${row.needChange}`),
    })),
    money: file.money.map((line) => ({
      ...line,
      payer: words.known('casefile.payer.', line.payer),
      state: state(line.state),
    })),
  };
}

/** Kind and grade, or the kind alone for those who see no grade (C3). */
function disabilityOf(shown: CasefileView['members'][number]['disability'], words: EvaluationWords): string | null {
  if (shown === null) return null;
  const { kind, grade } = shown;
  return grade === null
    ? words.text('casefile.disability-kind', { kind })
    : words.text('casefile.disability', { kind, grade });
}
