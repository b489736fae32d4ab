import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { PollLoop } from './poll-loop';

describe('a poll loop', () => {
  const FOREVER = 3_600_000;

  it('goes on at once while there is work, then waits', async () => {
    const work = [5, 2, 0, 7];
    const loop = new PollLoop(() => Promise.resolve(work.shift() ?? 0), FOREVER);
    loop.start();
    await sleep(20);
    expect(work).toEqual([7]);
    await loop.stop();
  });

  it('is woken by the bell, even when it rings during a round', async () => {
    let rounds = 0;
    const loop = new PollLoop(async () => {
      rounds += 1;
      if (rounds === 1) loop.ring();
      return Promise.resolve(0);
    }, FOREVER);
    loop.start();
    await sleep(20);
    expect(rounds).toBe(2);
    loop.ring();
    await sleep(20);
    expect(rounds).toBe(3);
    await loop.stop();
  });

  it('stops after the round it is in, never in the midst of it', async () => {
    let finished = false;
    const loop = new PollLoop(async () => {
      await sleep(30);
      finished = true;
      return 1;
    }, FOREVER);
    loop.start();
    await loop.stop();
    expect(finished).toBe(true);
  });

  it('survives a round that fails', async () => {
    const silence = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    let rounds = 0;
    const loop = new PollLoop(() => {
      rounds += 1;
      return rounds === 1 ? Promise.reject(new Error('database away')) : Promise.resolve(0);
    }, 5);
    loop.start();
    await sleep(40);
    expect(rounds).toBeGreaterThan(1);
    await loop.stop();
    silence.mockRestore();
  });
});
