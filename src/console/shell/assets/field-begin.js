// How a scale is begun on a device: which, about whom, and who answers (R98, R103). The server has the last word on each.
import { button, el, of, paragraph, select, t } from './field-words.js';

const TRIAGE = 'S16';
const RELATIONS = ['family', 'carer', 'neighbour', 'worker', 'other'];
const [GUARDIAN, OTHER] = ['guardian', 'other'];

function input(id, label) {
  const box = el('input', { class: 'govuk-input', id, type: 'text', maxlength: 300 });
  const group = el('div', { class: 'govuk-form-group' }, el('label', { class: 'govuk-label', for: id }, label), box);
  return { box, group };
}

/** Who answers for somebody: the guardian on file, another member, or whoever is named, with relation and reason (R98). */
function answererParts(household) {
  const members = household.members.map(({ id, name }) => ({ value: id, text: name ?? t('no-name') }));
  const around = [
    { value: GUARDIAN, text: t('answerer.guardian') },
    ...members,
    { value: OTHER, text: t('answerer.other') },
  ];
  const relations = RELATIONS.map((value) => ({ value, text: t(`relation.${value}`) }));
  const who = select(`answerer-${household.id}`, t('answerer.member'), around);
  const name = input(`answerer-name-${household.id}`, t('answerer.name'));
  const relation = select(`answerer-relation-${household.id}`, t('answerer.relation'), relations);
  const reason = input(`answerer-reason-${household.id}`, t('answerer.reason'));
  const group = el('div', {}, who.group, name.group, relation.group, reason.group);
  const read = () => {
    if (who.box.value === GUARDIAN) return {};
    const named = who.box.value === OTHER ? { name: name.box.value.trim() } : { memberId: who.box.value };
    const said = { ...named, relation: relation.box.value, reason: reason.box.value.trim() };
    return said.name === '' || said.reason.length < 4 ? null : { answeredBy: said };
  };
  const arrange = (shown) => {
    group.hidden = !shown;
    for (const one of [relation, reason]) one.group.hidden = who.box.value === GUARDIAN;
    name.group.hidden = who.box.value !== OTHER;
  };
  return { group, who, read, arrange };
}

/** Null where nothing is against it. */
function faultOf(instrument, household, memberId, mode) {
  if (!instrument.modes.includes(mode)) return t('fault.mode');
  if (instrument.subject === 'household') return null;
  if (memberId === '') return t('fault.person');
  const { age } = household.members.find(({ id }) => id === memberId);
  const known = age !== null && age !== undefined;
  const { minimumAge, maximumAge } = instrument;
  if (known && minimumAge !== null && age < minimumAge) return t('fault.young', { limit: minimumAge });
  if (known && maximumAge !== null && age > maximumAge) return t('fault.old', { limit: maximumAge });
  return null;
}

/** @param act is given the head of the sheet when nothing is against it */
export function drawBegin(contents, household, triaged, act) {
  const wanted = contents.instruments.filter(({ code }) => triaged || code === TRIAGE);
  const scales = wanted.filter(({ mayUse }) => mayUse);
  const untrained = wanted.filter(({ mayUse }) => !mayUse).map(({ code, name }) => `${code} ${of(name)}`);
  const scale = select(
    `scale-${household.id}`,
    t('scale'),
    scales.map((one) => ({ value: one.code, text: `${one.code} ${of(one.name)}` })),
  );
  const people = household.members.map(({ id, name, age }) => ({
    value: id,
    text: [name ?? t('no-name'), age === null || age === undefined ? null : t('years', { age })]
      .filter(Boolean)
      .join(' · '),
  }));
  const person = select(`person-${household.id}`, t('person'), [...people, { value: '', text: t('everybody') }]);
  const modes = ['self', 'proxy', 'observed'].map((value) => ({ value, text: t(`mode.${value}`) }));
  const mode = select(`mode-${household.id}`, t('mode'), modes);
  const answerer = answererParts(household);
  const fault = el('p', { class: 'govuk-error-message', role: 'alert' });
  const chosen = () => scales.find(({ code }) => code === scale.box.value);
  const byAnother = () => mode.box.value === 'proxy' && chosen().subject === 'person';
  const arrange = () => answerer.arrange(byAnother());
  for (const { box } of [scale, mode, answerer.who]) box.addEventListener('change', arrange);
  arrange();
  const start = () => {
    const instrument = chosen();
    const against = faultOf(instrument, household, person.box.value, mode.box.value);
    const answeredBy = byAnother() ? answerer.read() : {};
    fault.textContent = against ?? (answeredBy ? '' : t('fault.answerer'));
    if (fault.textContent !== '') return;
    const { code, version, subject } = instrument;
    const memberId = subject === 'household' ? null : person.box.value;
    return act({ memberId, instrument: code, instrumentVersion: version, mode: mode.box.value, ...answeredBy });
  };
  const hints = [
    !triaged && paragraph(t('triage-first'), 'govuk-hint'),
    untrained.length > 0 && paragraph(t('untrained', { scales: untrained.join('、') }), 'govuk-hint'),
  ];
  return el(
    'details',
    { class: 'govuk-details' },
    el(
      'summary',
      { class: 'govuk-details__summary' },
      el('span', { class: 'govuk-details__summary-text' }, t('begin')),
    ),
    el(
      'div',
      { class: 'govuk-details__text' },
      ...[hints, scale.group, person.group, mode.group, answerer.group, fault, button(t('start'), start)],
    ),
  );
}
