// Words, which stand in the page in its language, and elements made of them.

export const root = document.getElementById('field');
export const { lang, assets } = root.dataset;
export const texts = new Map(
  [...document.getElementById('field-texts').content.querySelectorAll('[data-key]')].map((one) => [
    one.dataset.key,
    one.textContent,
  ]),
);
export const t = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`[${name}]`, value), texts.get(key) ?? key);
export const of = ({ zh, en }) => (lang === 'en' ? en : zh);

/** An element with attributes, listeners (`on…`) and children; text is text, whatever it holds. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const button = (text, act, kind = '') =>
  el(
    'button',
    { type: 'button', class: `govuk-button${kind && ` govuk-button--${kind}`}`, onclick: () => void act() },
    text,
  );
export const paragraph = (text, kind = 'govuk-body') => el('p', { class: kind }, text);
export const timeOf = (moment) =>
  new Intl.DateTimeFormat(lang, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(moment));

export function select(id, label, choices) {
  const options = choices.map(({ value, text }) => el('option', { value }, text));
  const box = el('select', { class: 'govuk-select', id }, options);
  return {
    box,
    group: el('div', { class: 'govuk-form-group' }, el('label', { class: 'govuk-label', for: id }, label), box),
  };
}
