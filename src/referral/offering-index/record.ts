/**
 * One offering in twelve 32-bit words. What offerings share (terms of age, hours, prices, purses) is a number into a
 * facet; the id stands in front.
 *
 *   0-3  id
 *   4-5  latitude, longitude in ten-millionths of a degree
 *   6    radius in metres (24 bits), load points (6), shut, gone
 *   7    who: age, sex and check of staff (16), number of lists (4), disability (12)
 *   8    class and circle (10), languages (12), points known beforehand (9), places stated
 *   9    provider (20), answer hours (6), layer (3), payer (2)
 *   10   purse (20), places (12)
 *   11   schedule (16), price (16)
 */
export const WIDTH = 12;

export const LAT = 4;
export const LON = 5;
export const REACH = 6;
export const WHO = 7;
export const TERMS = 8;
export const PROVIDER = 9;
export const PURSE = 10;
export const HOURS = 11;

export const SHUT = 1 << 30;
export const GONE = 1 << 31;
export const OUT = SHUT | GONE;

export const NO_RADIUS = 0xffffff;
/** A point that is not recorded. */
export const NO_POINT = 0x7fffffff;
/** A point finer than a ten-millionth of a degree: kept beside the words. */
export const FINE_POINT = 0x7ffffffe;
export const DEGREE = 10_000_000;
export const UNKNOWN_HOURS = 63;
export const MOST_HOURS = 50;
export const MOST_PLACES = 0xfff;
export const MANY_LISTS = 0xf;

/** The largest number of each facet, from the bits it has. */
export const ROOM = {
  who: 1 << 16,
  disability: 1 << 12,
  admission: 1 << 10,
  languages: 1 << 12,
  provider: 1 << 20,
  purse: 1 << 20,
  schedule: 1 << 16,
  price: 1 << 16,
} as const;

export const whoOf = (word: number): number => word & 0xffff;
/** Lists the offering stands in; MANY_LISTS says that many or more. */
export const listsOf = (word: number): number => (word >>> 16) & 0xf;
export const disabilityOf = (word: number): number => word >>> 20;
export const admissionOf = (word: number): number => word & 0x3ff;
export const languagesOf = (word: number): number => (word >>> 10) & 0xfff;
export const keptPointsOf = (word: number): number => (word >>> 22) & 0x1ff;
export const isStated = (word: number): boolean => word < 0;
export const providerOf = (word: number): number => word & 0xfffff;
export const answerOf = (word: number): number => (word >>> 20) & 0x3f;
export const layerOf = (word: number): number => (word >>> 26) & 0x7;
export const payerOf = (word: number): number => (word >>> 29) & 0x3;
export const purseOf = (word: number): number => word & 0xfffff;
export const placesOf = (word: number): number => word >>> 20;
export const scheduleOf = (word: number): number => word & 0xffff;
export const priceOf = (word: number): number => word >>> 16;
export const radiusOf = (word: number): number => word & 0xffffff;
export const loadOf = (word: number): number => (word >>> 24) & 0x3f;
