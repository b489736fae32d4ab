import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedMarket } from '../../../test/factories/invented-market.factory';
import { type Certificate, certificateOf, publishedForm } from './certificate';
import { type Market, packMarket } from './market';
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
      const { status, text } = scriptSays(certificate);
      expect(status).toBe(0);
      expect(text).toMatch(/^ACCEPTED: worth \d+, no plan can be worth more than \d+/);
      expect(text).toContain(`problem ${certificate.digests.problem}\n`);
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

  describe('whose digests were counted anew', () => {
    const market = inventedMarket({ households: 60, seed: 3, full: true });
    const solution = solve(market, { turns: 100 });
    const offerings = market.capacity.length;
    const IMPOSSIBLE: ReadonlyArray<[string, Partial<Market>, RegExp]> = [
      ['a choice without size', { size: market.size.map((size, one) => (one === 5 ? 0 : size)) }, /size of choice 5/],
      ['a cost below nothing', { cost: market.cost.map((cost, one) => (one === 5 ? -1 : cost)) }, /cost of choice 5/],
      ['a weight below nothing', { weight: market.weight.map(() => -1) }, /weight of choice 0/],
      ['money that is not whole', { fen: market.fen.map((fen) => fen + 0.5) }, /money of budget 0/],
      ['a provider that costs less than nothing', { penalty: -1 }, /provider/],
      ['an offering that does not exist', { offering: market.offering.map(() => offerings) }, /offering of choice 0/],
      ['a purse that does not exist', { budget: market.budget.map(() => 999) }, /budget of offering 0/],
      ['a floor below nothing', { floors: [{ id: 'f', needs: Int32Array.of(0), atLeast: -1 }] }, /floor 0/],
      [
        'a floor that counts one need twice',
        { floors: [{ id: 'f', needs: Int32Array.of(1, 1), atLeast: 1 }] },
        /floor 0/,
      ],
    ];

    it.each(IMPOSSIBLE)('is refused by both with %s', (_, change, named) => {
      const floors = (change.floors ?? []).map(({ id, atLeast }) => {
        return { ...{ id, atLeast, sought: atLeast, served: 0, met: false, because: null, price: 0 } };
      });
      const prices = { ...solution.prices, floor: new Float64Array(floors.length) };
      const bad = publishedForm(certificateOf({ ...market, ...change }, { ...solution, prices, floors }));
      // The digests fit: only the figures give it away.
      expect(verify(bad).map(({ part }) => part)).toEqual(['problem']);
      expect(verify(bad)[0]!.what).toMatch(named);
      const { status, text } = scriptSays(bad);
      expect(status).toBe(1);
      expect(text).toMatch(/^REFUSED: problem: /);
      expect(text).toMatch(named);
      expect(text).not.toMatch(/digest/);
    });
  });

  it('says so where its bound is of plans that keep the floors', () => {
    const needs = ['a', 'b'].map((id) => ({ id, household: id }));
    const market = packMarket({
      needs,
      offerings: [{ id: 'x', provider: 'x', capacity: 1 }],
      edges: needs.map(({ id }) => ({ need: id, offering: 'x', weight: id === 'a' ? 20_000 : 11_000 })),
      floors: [{ id: 'township', needs: ['b'], atLeast: 1 }],
    });
    const certificate = publishedForm(certificateOf(market, solve(market)));
    expect(verify(certificate)).toEqual([]);
    expect(scriptSays(certificate)).toMatchObject({
      status: 0,
      text: expect.stringMatching(/^ACCEPTED: worth 11000, no plan that keeps the floors can be worth more/),
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
