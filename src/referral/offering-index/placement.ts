import type { CandidateOffering } from '../matching';
import { Facet } from './facet';
import { LAYERS } from './packing';

const CODE_ROOM = 1 << 9;
const AREA_ROOM = 1 << 18;

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
const ofDistrict = (districtCode: string): string => `district ${districtCode}`;

/** The number of a list holds code, area and layer, so that the layers of a code in an area lie side by side. */
export const listNumber = (code: number, area: number, layer: number): number => (code << 21) | (area << 3) | layer;
export const layerOfList = (list: number): number => list & 0x7;

/**
 * Which lists an offering stands in: one for each code and area it serves. Of areas of which one lies in the other only the
 * larger is kept, so that a household meets no offering twice.
 */
export class Placement {
  readonly codes = new Facet<string>('codes', CODE_ROOM);
  readonly areas = new Facet<string>('areas', AREA_ROOM);

  listsOf(offering: CandidateOffering): number[] {
    const layer = LAYERS.indexOf(offering.layer);
    const areas = areasOf(offering).map((area) => this.areas.numberOf(area, area));
    return [...new Set(offering.codes)].flatMap((code) => {
      const number = this.codes.numberOf(code, code);
      return areas.map((area) => listNumber(number, area, layer));
    });
  }

  /** The areas that hold a household: its district, and every region on its path; those that no offering names are left out. */
  areasAround({ districtCode, regionPath }: { districtCode: string; regionPath: string }): number[] {
    const path = withSlash(regionPath);
    const around = [ofDistrict(districtCode)];
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) around.push(path.slice(0, end + 1));
    return around.map((area) => this.areas.find(area)).filter((number) => number >= 0);
  }

  /** A list in words, for comparisons. */
  nameOf(list: number): string {
    return [this.codes.values[list >> 21], this.areas.values[(list >> 3) & (AREA_ROOM - 1)], LAYERS[list & 7]].join(
      ' ',
    );
  }
}

function areasOf({ areaPaths, districtCode }: CandidateOffering): string[] {
  if (areaPaths.length === 0) return [ofDistrict(districtCode)];
  const paths = [...new Set(areaPaths.map(withSlash))];
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
}
