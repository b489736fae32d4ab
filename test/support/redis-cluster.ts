import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { anyFreePort } from '../../src/platform/start/free-port';
import { temporaryFolder } from './cluster';

const run = promisify(execFile);

/** Three masters of Redis that share the slots, each in a process of its own. */
export interface RedisCluster {
  /** In the form of REDIS_URL. */
  url: string;
  /** Keys on each node. */
  keys(): Promise<number[]>;
  stop(): Promise<void>;
}

export async function startRedisCluster(): Promise<RedisCluster> {
  const folder = temporaryFolder('redis');
  const found = new Set<number>();
  while (found.size < 6) found.add(await anyFreePort());
  const ports = [...found].slice(0, 3);
  const buses = [...found].slice(3);
  const nodes = ports.map((port, index) => startNode(folder, port, buses[index]));
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  const cli = async (port: number, ...words: string[]): Promise<string> =>
    (await run('redis-cli', ['-p', String(port), ...words])).stdout;
  const until = async (port: number, words: string[], answer: RegExp): Promise<void> => {
    while (!answer.test(await cli(port, ...words).catch(String))) {
      const dead = nodes.find(({ exitCode }) => exitCode !== null);
      if (dead) throw new Error(`a node ended by itself: ${dead.spawnargs.join(' ')}`);
      await sleep(50);
    }
  };
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const port of ports) await until(port, ['ping'], /PONG/);
    await run('redis-cli', ['--cluster', 'create', ...hosts, '--cluster-yes']);
    for (const port of ports) await until(port, ['cluster', 'info'], /cluster_state:ok/);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `redis+cluster://${hosts.join(',')}`,
    keys: () => Promise.all(ports.map(async (port) => Number(await cli(port, 'dbsize')))),
    stop,
  };
}

/** @param bus chosen too: the usual distance from `port` leads into the range that outgoing connections use. */
function startNode(folder: string, port: number, bus?: number): ChildProcess {
  const home = join(folder, String(port));
  mkdirSync(home);
  const settings = ['--bind', '127.0.0.1', '--dir', home, '--save', '', '--maxmemory-policy', 'noeviction'];
  const args = ['--port', String(port), '--cluster-enabled', 'yes', '--cluster-port', String(bus), ...settings];
  return spawn('redis-server', args, { stdio: 'ignore' });
}

function ended(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    node.once('exit', () => resolve());
    node.kill('SIGTERM');
  });
}
