import { readFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { DatabaseModule, Transactions } from '../../platform/database';
import { defineTask, migrateAll, say, StartError } from '../../platform/start';
import { TimeModule } from '../../platform/time';
import { systemActor } from '../../trust/access';
import { RegionsModule } from './regions.module';
import { Regions } from './regions.service';
import { unitTiers } from './unit.entity';
import { Units } from './units.service';

const unitLine = z.strictObject({
  tier: z.enum(unitTiers),
  region: z.string().regex(/^\d{6,12}$/),
  name: z.string().trim().min(1).max(120),
  operator: z.string().trim().max(120).optional(),
  phone: z.string().trim().max(40).optional(),
});

/** Opens windows, stations, centres and authorities (R6), so that accounts can be made for the people in them. */
export const loadUnitsTask = defineTask({
  name: 'load-units',
  usage: 'FILE',
  describe: `Open units from a CSV table with columns tier (${unitTiers.join(', ')}), region (its code), name, operator, phone.`,
  words: 1,
  async run({ words: [file = ''] }, { urls }) {
    const lines = readUnits(file);
    await migrateAll(urls.ownerUrl);
    const imports = [TimeModule, DatabaseModule.forRoot(urls.workerUrl), RegionsModule];
    const application = await NestFactory.createApplicationContext(
      { module: LoadUnitsApplication, imports },
      { logger: false },
    );
    try {
      const [regions, units] = [application.get(Regions), application.get(Units)];
      await application.get(Transactions).run(systemActor(null, 'load-units'), async () => {
        for (const { region, operator, phone, ...unit } of lines) {
          const place = await regions.byCode(region).catch(() => {
            throw new StartError('unit-region-unknown', { file, region, name: unit.name });
          });
          await units.add({ ...unit, region: place, operatorName: operator || null, phone: phone || null });
        }
      });
      return { line: say('units-open', { count: lines.length }), data: { units: lines.length } };
    } finally {
      await application.close();
    }
  },
});

/** @throws StartError `file-unreadable` naming the first wrong unit; then none is opened */
function readUnits(file: string): Array<z.infer<typeof unitLine>> {
  let records: unknown[];
  try {
    records = parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
  if (records.length === 0) throw unreadable(file, '0');
  return records.map((record, index) => {
    const { data, error } = unitLine.safeParse(record);
    if (data) return data;
    const faults = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
    throw unreadable(file, `${index + 1}: ${faults.join('; ')}`);
  });
}

const unreadable = (file: string, reason: string): StartError => new StartError('file-unreadable', { file, reason });

class LoadUnitsApplication {}
