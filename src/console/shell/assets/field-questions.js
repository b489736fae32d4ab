// Which questions a person is asked: as the server has it (asked-items.ts); a browser spec holds the two together.

const highest = (item) => Math.max(...item.options.map(({ value }) => value));
const needValue = (item, value) => (item.reverse ? highest(item) - value : value);
const ofAge = (ages, years) => !ages || years === null || (years >= ages.from && years <= ages.to);

/** Questions with an answer that stands, or to be asked, in their order; what comes from the file is not asked. */
export function askedItems(instrument, answers, years) {
  const items = new Map(instrument.items.map((item) => [item.id, item]));
  const out = new Set();
  for (const item of instrument.items) {
    const gate = item.askIf && items.get(item.askIf.item);
    const value = gate ? answers[gate.id] : undefined;
    const known = gate && value !== undefined && value !== null;
    const closed = gate && (out.has(gate.id) || (known && needValue(gate, value) < item.askIf.atLeast));
    if (closed || !ofAge(item.ages, years)) out.add(item.id);
  }
  return instrument.items.filter((item) => !out.has(item.id) && !item.computed);
}

/** Steps that the answers call for at once: as the server raises flags (score.ts), held to it by the same spec. */
export function raisedSteps(instrument, answers, years) {
  const values = new Map();
  for (const item of askedItems(instrument, answers, years)) {
    const value = answers[item.id];
    if (value !== undefined && value !== null) values.set(item.id, needValue(item, value));
  }
  const raised = instrument.alarms.filter(({ any, value }) => any.some((id) => (values.get(id) ?? 0) >= value));
  return new Set(raised.flatMap(({ steps }) => steps));
}
