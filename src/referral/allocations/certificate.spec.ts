import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedMarket } from '../../../test/factories/invented-market.factory';
import { type Certificate, certificateOf, publishedForm } from './certificate';
import { solve } from './solve';
import { verify } from './verify';

interface Open {
  problem: { offerings: { capacity: number[] }; choices: { weight: number[] } };
  assignment: number[];
  prices: { offering: number[] };
  value: number;
  upperBound: number;
}

describe('a certificate of an allocation', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'certificate-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the script that anybody can take home says of a file. */
  function scriptSays(certificate: unknown): { status: number | null; text: string } {
    const file = join(folder, 'certificate.json');
    writeFileSync(file, JSON.stringify(certificate));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'verify-certificate.mjs'), file]);
    return { status, text: `${stdout}${stderr}` };
  }

  function published(households: number, full: boolean): Certificate {
    const market = inventedMarket({ households, seed: 7, full });
    return publishedForm(certificateOf(market, solve(market, { turns: 2000 })));
  }

  function changed(certificate: Certificate, change: (open: Open) => void): Certificate {
    const copy = structuredClone(certificate);
    change(copy as unknown as Open);
    return copy;
  }

  const TAMPERINGS: ReadonlyArray<[string, (open: Open) => void, RegExp, RegExp]> = [
    ['a price', raisePrice, /prices/, /^prices$/],
    ['an assignment', ({ assignment }) => drop(assignment), /assignment/, /^assignment$/],
    ['the value', (open) => (open.value += 1), /value/, /^value$/],
    ['the bound', (open) => (open.upperBound -= 1), /upper bound/, /^upper-bound$/],
    ['a weight of the problem', ({ problem }) => (problem.choices.weight[0]! += 100_000), /problem/, /^problem$/],
    [
      'a capacity',
      ({ problem }) => (problem.offerings.capacity = problem.offerings.capacity.map(() => 1)),
      /problem/,
      /^problem$/,
    ],
  ];

  describe.each([
    [300, false],
    [300, true],
    [3000, false],
    [3000, true],
  ])('of %s households (hours and money: %s)', (households, full) => {
    let certificate: Certificate;
    beforeAll(() => (certificate = published(households, full)));

    it('holds for the function and for the script alike', () => {
      expect(verify(certificate)).toEqual([]);
      expect(scriptSays(certificate)).toMatchObject({ status: 0, text: expect.stringMatching(/^ACCEPTED/) });
      expect(certificate.value / certificate.upperBound).toBeGreaterThan(full ? 0.985 : 0.9995);
    });

    it.each(TAMPERINGS)('is refused by both with %s changed, and the part is named', (_, change, named, part) => {
      const bad = changed(certificate, change);
      expect(verify(bad)[0]?.part).toMatch(part);
      const { status, text } = scriptSays(bad);
      expect(status).toBe(1);
      expect(text).toMatch(/^REFUSED/);
      expect(text).toMatch(named);
    });
  });

  it('is refused where a file is none', () => {
    expect(scriptSays({ format: 'something' })).toMatchObject({ status: 1 });
  });
});

/** Far enough that the bound must move: at these prices nobody wants all of its places. */
function raisePrice({ prices, problem }: Open): void {
  const one = problem.offerings.capacity.findIndex((places) => places > 0);
  prices.offering[one]! += 5_000_000;
}

function drop(assignment: number[]): void {
  const need = assignment.findIndex((offering) => offering >= 0);
  assignment[need] = -1;
}
