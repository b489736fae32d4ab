import { adoptedPack } from './adopted-pack';
import { draftPack } from './draft-pack';
import { Policies } from './policies.service';

const base = new Policies().pack('demonstration');
const changes = [{ path: 'standards.dibao.fen', value: 90_000, from: '2026-12-01', reason: '拟提高' }];
const draft = { number: 'PD-2026-000001', version: 3, name: '提标', changes, districtCode: '990101' };
const tried = draftPack(base, draft, '2026-12-01');
const head = { code: 'pa-2026-000001', from: '2026-12-05', approved: { by: '云溪区民政局', on: '2026-12-02' } };

describe('the pack that a draft becomes (R2)', () => {
  const pack = adoptedPack(tried, head);

  it('has the rules that were tried, and the layers that they stand on', () => {
    expect(pack.rules).toEqual(tried.rules);
    expect(pack.heads.slice(0, -1)).toEqual(base.heads);
    expect(pack.standard('dibao', '2026-12-05').fen).toBe(90_000);
  });

  it('says who approved it and from when, under a name of its own', () => {
    expect(pack.heads.at(-1)).toMatchObject({ ...head, version: '1', until: null, extends: 'demonstration' });
    expect(pack.version).toBe(`${base.version}+pa-2026-000001@1`);
    expect(tried.heads.at(-1)!.approved).toBeNull();
  });
});
