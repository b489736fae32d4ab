import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const count = z.number().int().positive();

/** How many newest files without a search, how many hits, searches and files an hour; above the alarm's numbers somebody looks into it (C3). */
export const browsingLimits = z
  .strictObject({
    newestFiles: count,
    hits: count,
    searchesAnHour: count,
    filesAnHour: count,
    alarmSearches: count,
    alarmFiles: count,
  })
  .parse(parse(readFileSync(join(__dirname, 'browsing-limits.yaml'), 'utf8')));
