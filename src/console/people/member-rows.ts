const field = /^members\.(\d{1,2})\.(.+)$/;

/** How many member blocks a posted form had. */
export function memberRows(values: Readonly<Record<string, unknown>>): number {
  const places = Object.keys(values).map((name) => Number(field.exec(name)?.[1] ?? -1));
  return Math.max(0, ...places.map((place) => place + 1));
}

/** Leaves out blocks that nobody began to fill in and closes the gaps; every other field stays as it is. */
export function withoutEmptyMembers(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = [...Array(memberRows(body)).keys()].filter((place) =>
    ['name', 'identityNumber', 'phone'].some((name) => String(body[`members.${place}.${name}`] ?? '').trim() !== ''),
  );
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const [, place, rest] = field.exec(name) ?? [];
      if (place === undefined) return [[name, value]];
      const now = kept.indexOf(Number(place));
      return now < 0 ? [] : [[`members.${now}.${rest}`, value]];
    }),
  );
}
