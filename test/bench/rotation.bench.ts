import 'reflect-metadata';
import { bench, print, quick, round } from './bench';
import { rotateUnderTraffic } from './key-rotation';

/** All keys of subjects wrapped anew while clients open and seal fields: no request fails (design 8.8). */
const SUBJECTS = quick ? 5000 : 50_000;
const CLIENTS = 8;

void bench(async (database) => {
  const { rewrapped, seconds, requests, failed } = await rotateUnderTraffic(database, {
    subjects: SUBJECTS,
    clients: CLIENTS,
  });
  print(
    {
      ...{ bench: 'rotation', row: 'keys wrapped anew under traffic', subjects: SUBJECTS, clients: CLIENTS, rewrapped },
      ...{ keysPerSecond: round(rewrapped / seconds, 0), requests, failed, target: 'failed = 0' },
    },
    failed === 0 && rewrapped >= SUBJECTS && requests > 0,
  );
});
