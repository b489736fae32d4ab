import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadColumnMapping } from '../../../src/exchange/hsds/column-mapping';
import { readFlatCsv } from '../../../src/exchange/hsds/flat-csv.reader';
import type { ImportedService } from '../../../src/exchange/hsds/imported-service';
import { readJsonLines } from '../../../src/exchange/hsds/json-lines.reader';
import { loadMappingRules } from '../../../src/exchange/hsds/mapping-rules';
import type { ReadItem } from '../../../src/exchange/hsds/read-item';
import { readTabularPackage } from '../../../src/exchange/hsds/tabular-package.reader';
import { proposeCode } from '../../../src/exchange/hsds/term-mapper';

const data = join(__dirname, '../../../../shared/data');
const rules = loadMappingRules();

interface Label {
  source: string;
  id: string;
  code: string | null;
  alsoOk?: string[];
}
const labels = JSON.parse(readFileSync(join(__dirname, 'labels-200.json'), 'utf8')) as Label[];

async function readAll(items: AsyncIterable<ReadItem>) {
  const services = new Map<string, ImportedService>();
  const codes: Record<string, number> = {};
  let rejected = 0;
  for await (const item of items) {
    const problems = item.kind === 'service' ? item.problems : [item.problem];
    for (const problem of problems) codes[problem.code] = (codes[problem.code] ?? 0) + 1;
    if (item.kind === 'service') services.set(item.service.sourceId, item.service);
    if (item.kind === 'rejected') rejected += 1;
  }
  const mapped = [...services.values()].filter((service) => proposeCode(service, rules) !== null).length;
  return { services, rejected, codes, share: mapped / services.size };
}

const sources = {
  miami: () => readJsonLines(join(data, 'miami-211-hsds11/hsds-3.1/services.jsonl.gz')),
  dc: () => readJsonLines(join(data, 'dc-211-airs/hsds-3.1/services.jsonl.gz')),
  taipei: () => readFlatCsv(join(data, 'tw-taipei-care'), loadColumnMapping('taipei')),
};

describe('reading of directories that nobody here wrote', () => {
  it('finds the reference data', () => expect(existsSync(data)).toBe(true));

  it.each([
    ['miami', 4089, 0.5],
    ['dc', 1549, 0.3],
    ['taipei', 1630, 0.7],
  ] as const)('%s: %i services, mapped share', async (source, count, least) => {
    const read = await readAll(sources[source]());
    console.info(source, read.services.size, read.rejected, read.share, JSON.stringify(read.codes));
    expect(read.services.size).toBe(count);
    expect(read.rejected).toBe(0);
    expect(read.share).toBeGreaterThanOrEqual(least);
  });

  it('reads the Miami tables and the flat DC export', async () => {
    const tables = await readAll(readTabularPackage(join(data, 'miami-211-hsds11')));
    expect(tables.services.size).toBe(4089);
    expect(tables.codes['organisation-missing']).toBe(447);
    const flat = await readAll(readFlatCsv(join(data, 'dc-211-airs/dc_211.csv.gz'), loadColumnMapping('dc')));
    console.info(
      'tables',
      tables.share,
      JSON.stringify(tables.codes),
      'dc flat',
      flat.services.size,
      flat.rejected,
      flat.share,
      JSON.stringify(flat.codes),
    );
    expect(flat.services.size + flat.rejected).toBe(1549);
  });

  it('takes or refuses each record of malformed HSDS with a reason', async () => {
    const folder = join(data, 'food-pantries-us/machine-hsds');
    for (const file of readdirSync(folder)) {
      const read = await readAll(readJsonLines(join(folder, file)));
      console.info(file, read.services.size, read.rejected, read.share, JSON.stringify(read.codes));
      expect(read.services.size + read.rejected).toBeGreaterThan(0);
    }
  });

  it('maps at least 85 of 100 labelled services right, of those it maps', async () => {
    expect(labels).toHaveLength(200);
    const tally = { labelled: 0, mapped: 0, strict: 0, accepted: 0 };
    const wrong: string[] = [];
    for (const [source, open] of Object.entries(sources)) {
      const { services } = await readAll(open());
      for (const label of labels.filter((one) => one.source === source)) {
        const service = services.get(label.id);
        if (!service) throw new Error(`${source} has no service ${label.id}`);
        tally.labelled += 1;
        const proposal = proposeCode(service, rules);
        if (!proposal) continue;
        tally.mapped += 1;
        const accepted = [label.code, ...(label.alsoOk ?? [])].includes(proposal.code);
        if (proposal.code === label.code) tally.strict += 1;
        if (accepted) tally.accepted += 1;
        else
          wrong.push(`${source} ${label.id}: wanted ${label.code ?? 'none'}, got ${proposal.code} by ${proposal.by}`);
      }
    }
    const percent = (part: number): string => `${((100 * part) / tally.mapped).toFixed(1)} %`;
    console.info(
      `${tally.mapped} of ${tally.labelled} labelled services mapped; right by the first label ${percent(tally.strict)}, ` +
        `by the first or an accepted other one ${percent(tally.accepted)}\n${wrong.join('\n')}`,
    );
    expect(tally.strict / tally.mapped).toBeGreaterThanOrEqual(0.85);
    expect(tally.accepted / tally.mapped).toBeGreaterThanOrEqual(0.85);
  });
});
