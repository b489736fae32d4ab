import type { ShownEvidence } from '../../results/evaluations';
import type { EvaluationWords } from './evaluations-words';

interface Cell {
  text: string | number;
  numeric?: boolean;
  header?: boolean;
}
const cell = (text: string | number): Cell => ({ text });
const figure = (value: number | null, none: string): Cell => ({ text: value ?? none, numeric: true });

/** Evidence as rows of small tables; nothing in it names anybody (C3). */
export function evidenceModel(evidence: ShownEvidence, words: EvaluationWords) {
  const none = words.text('evaluations.none');
  const severity = (level: number | null) => (level === null ? none : words.text(`evaluations.severity.${level}`));
  const point = (value: ShownEvidence['scales'][number]['end']) =>
    value === null
      ? words.text('evaluations.not-repeated')
      : words.text('evaluations.point', {
          on: words.date(value.on) ?? none,
          score: value.score ?? none,
          maximum: value.maximum ?? none,
        });
  return {
    scales: evidence.scales.map(({ instrument, version, baseline, end, gain }): Cell[] => [
      { text: `${instrument} (${version})`, header: true },
      cell(`${point(baseline)} ${severity(baseline.severity)}`),
      cell(end === null ? point(end) : `${point(end)} ${severity(end.severity)}`),
      { text: gain === null ? none : words.text('evaluations.gain', { gain }), numeric: true },
    ]),
    goals: evidence.goals.map(({ goal, field, weight, baseline, expected, attained, x }): Cell[] => [
      { text: goal ?? words.text('release.not-shown'), header: true },
      cell(words.known('evaluations.field.', field)),
      figure(weight, none),
      cell(severity(baseline)),
      cell(severity(expected)),
      cell(severity(attained)),
      figure(x, none),
    ]),
    deliveries: evidence.deliveries.map(({ on, units, noted }): Cell[] => [
      { text: words.date(on) ?? none, header: true },
      figure(units, none),
      cell(words.text(noted ? 'evaluations.noted' : 'evaluations.not-noted')),
    ]),
  };
}

/** The outline and the timers as a list of facts. */
export function evidenceFacts(evidence: ShownEvidence, words: EvaluationWords): Array<{ key: string; value: string }> {
  const { household, timers, confirmation } = evidence;
  const none = words.text('evaluations.none');
  const fact = (key: string, value: string | null) => ({
    key: words.text(`evaluations.fact.${key}`),
    value: value ?? none,
  });
  const days = (count: number | null) => (count === null ? null : words.text('evaluations.days', { count }));
  const yes = (value: boolean) => words.text(value ? 'evaluations.yes' : 'evaluations.no');
  return [
    fact('need', `${words.service(evidence.needCode)} · ${words.text(`evaluations.severity.${evidence.severity}`)}`),
    fact('class', household.class === null ? null : words.text('evaluations.class', { class: household.class })),
    fact('size', words.text('evaluations.size', { size: household.size })),
    fact('age', household.ageBand),
    fact('disabled', household.disabled === null ? words.text('release.not-shown') : yes(household.disabled)),
    fact('sent', words.date(timers.sentOn)),
    fact('answered', words.date(timers.answeredOn)),
    fact('in-time', timers.answeredInTime === null ? null : yes(timers.answeredInTime)),
    fact('started', words.date(timers.startedOn)),
    fact('to-start', days(timers.daysToStart)),
    fact('ended', words.date(timers.endedOn)),
    fact('to-end', days(timers.daysToEnd)),
    fact('confirmed', confirmation.confirmed ? words.date(timers.confirmedOn) : words.text('evaluations.no')),
    fact('mode', confirmation.mode === null ? null : words.known('evaluations.mode.', confirmation.mode)),
    fact('disputed', yes(confirmation.disputed)),
    fact('outcome', evidence.outcome === null ? null : words.known('evaluations.outcome.', evidence.outcome)),
  ];
}
