import { z } from 'zod';
import type { DataProblem } from '../data-files';
import { source } from './means-sections';

const named = { code: z.string().regex(/^[a-z][a-z0-9-]*$/), zh: z.string().min(1), en: z.string().min(1) };

/**
 * Lists that a county names by itself (A13): stations, teams, aspects, departments. The roundtable often gives a number without the
 * names; then the list has places that are still free, and the page of the pack says how many.
 */
export const listSchemas = {
  lists: z.strictObject({
    lists: z.array(
      z.strictObject({
        ...named,
        /** How many entries there are by the text cited; left out where it names no number. */
        places: z.int().positive().optional(),
        ...source,
        entries: z.array(z.strictObject({ ...named, ...source })),
      }),
    ),
  }),
};

export type ListRules = z.infer<typeof listSchemas.lists>;

/** No list and no entry twice, and no more entries than places. */
export function problemsOfLists({ lists }: ListRules): DataProblem[] {
  return lists.flatMap(({ code, places, entries }, place): DataProblem[] => {
    const at = ['lists', place];
    const twice = entries.flatMap((entry, index) =>
      entries.findIndex((other) => other.code === entry.code) < index
        ? [{ path: [...at, 'entries', index], message: `${entry.code} has two rows` }]
        : [],
    );
    const full = places === undefined || entries.length <= places;
    return [
      ...(lists.findIndex((other) => other.code === code) < place
        ? [{ path: at, message: `${code} has two rows` }]
        : []),
      ...(full ? [] : [{ path: [...at, 'places'], message: `says ${places} rows, the table has ${entries.length}` }]),
      ...twice,
    ];
  });
}
