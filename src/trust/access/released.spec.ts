import fc from 'fast-check';
import { z } from 'zod';
import { type FieldGroup, fieldGroups, type Levels, reaches, releaseLevels } from './field-groups';
import { released, releaseFields, withheld } from './released';

const froms = ['summary', 'masked', 'full'] as const;
const SECRET = /^secret-(\w[\w-]*)-(\w+)$/;
const levels = fc.record(
  Object.fromEntries(fieldGroups.map((group) => [group, fc.constantFrom(...releaseLevels)])),
) as fc.Arbitrary<Levels>;

/** A schema of any shape with marks in it, and a value whose marked places name their mark. */
const marked = fc.tuple(fc.constantFrom(...fieldGroups), fc.constantFrom(...froms)).map(([group, from]) => ({
  schema: released(group, z.string().nullable(), { from }) as z.ZodType,
  value: `secret-${group}-${from}` as unknown,
}));
const plain = fc.constant({ schema: z.string() as z.ZodType, value: 'plain' as unknown });
const { node } = fc.letrec<{ node: { schema: z.ZodType; value: unknown } }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    marked,
    plain,
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('node'), { maxKeys: 4 }).map((fields) => ({
      schema: z.object({
        ...Object.fromEntries(Object.entries(fields).map(([k, { schema }]) => [k, schema])),
        withheld,
      }),
      value: Object.fromEntries(Object.entries(fields).map(([k, { value }]) => [k, value])),
    })),
    tie('node').map(({ schema, value }) => ({ schema: z.array(schema), value: [value, value] })),
    tie('node').map(({ schema, value }) => ({ schema: schema.nullable(), value })),
    tie('node').map(({ schema, value }) => ({ schema: z.record(z.string(), schema), value: { one: value } })),
    tie('node').map(({ schema, value }) => ({ schema: z.union([z.number(), schema]), value })),
  ),
}));

const secretsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return SECRET.test(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(secretsIn) : [];
};

describe('releaseFields', () => {
  it('lets no marked field through below its level, and every one at it', () => {
    fc.assert(
      fc.property(node, levels, ({ schema, value }, reader) => {
        const shown = secretsIn(releaseFields(schema, value, reader));
        for (const secret of shown) {
          const [, group, from] = SECRET.exec(secret) ?? [];
          expect(reaches(reader[group as FieldGroup], from as (typeof froms)[number])).toBe(true);
        }
        const all = Object.fromEntries(fieldGroups.map((group) => [group, 'full'])) as unknown as Levels;
        expect(secretsIn(releaseFields(schema, value, all))).toEqual(secretsIn(value));
      }),
      { numRuns: 500 },
    );
  });

  const none = Object.fromEntries(fieldGroups.map((group) => [group, 'none'])) as unknown as Levels;
  const view = z.object({
    number: z.string(),
    name: released('contact', z.string(), { from: 'masked', instead: ({ number }) => String(number) }),
    phone: released('contact', z.string().nullable(), { from: 'full', masked: (phone) => `*${phone.slice(-2)}` }),
    lines: z.array(released('economy', z.object({ id: z.number(), amount: z.number() }), { from: 'full' })),
    sum: released('economy', z.number().nullable(), { from: 'summary' }),
    withheld,
  });
  const value = { number: 'H1', name: 'Li', phone: '12345', lines: [{ id: 1, amount: 2 }], sum: 2 };

  it('removes, masks and says what is missing', () => {
    expect(releaseFields(view, value, none)).toEqual({
      ...{ number: 'H1', name: 'H1', phone: null, lines: [], sum: null, withheld: ['contact', 'economy'] },
    });
    expect(releaseFields(view, value, { ...none, contact: 'masked', economy: 'summary' })).toEqual({
      ...{ number: 'H1', name: 'Li', phone: '*45', lines: [], sum: 2, withheld: ['economy'] },
    });
  });

  it('leaves their own entries to those who typed them', () => {
    const lines = [...value.lines, { id: 2, amount: 9 }];
    const own = { ids: new Set([2]), levels: { ...none, economy: 'full' as const } };
    expect(releaseFields(view, { ...value, lines }, none, own).lines).toEqual([{ id: 2, amount: 9 }]);
  });

  it('drops what the schema does not know', () => {
    expect(releaseFields(view, { ...value, extra: 1 } as typeof value, none)).not.toHaveProperty('extra');
  });
});
