// One sheet on a device: its answers, whom it is about, and what its answers call for at once.
import { raisedSteps } from './field-questions.js';
import { el, t, texts } from './field-words.js';

export function answersOf(sheet) {
  const answers = {};
  for (const [item, value] of sheet.answers) answers[item] = value;
  return answers;
}
export const memberOf = (household, id) => household.members.find((one) => one.id === id) ?? null;
export const yearsOf = (sheet, household, instrument) =>
  instrument.subject === 'household' ? null : (memberOf(household, sheet.memberId)?.age ?? null);

/** What the answers so far call for at once: nobody waits for a network with that. */
export function alarmOf(contents, sheet) {
  const household = contents.households.find(({ id }) => id === sheet.householdId);
  const instrument = contents.instruments.find(({ code }) => code === sheet.instrument);
  const raised = raisedSteps(instrument, answersOf(sheet), yearsOf(sheet, household, instrument));
  const lines = [...texts.keys()].filter((key) => key.startsWith('step.') && raised.has(key.slice('step.'.length)));
  if (lines.length === 0) return null;
  return el(
    'div',
    { class: 'govuk-inset-text', role: 'alert' },
    el('strong', {}, t('alarm')),
    el(
      'ol',
      { class: 'govuk-list govuk-list--number' },
      lines.map((key) => el('li', {}, t(key))),
    ),
    el('p', { class: 'govuk-body' }, t('alarm.send')),
  );
}
