import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { inventedAnswers } from './invented-answers';

/** How a department behaves on command: after some time, with nonsense, not at all, with each answer twice. */
export const moods = ['well', 'slow', 'wrong', 'dead', 'twice'] as const;
const command = z.strictObject({ mood: z.enum(moods), milliseconds: z.int().min(0).max(60_000).default(0) });
const question = z.object({
  reference: z.string(),
  purpose: z.string(),
  people: z.array(
    z.object({ key: z.string(), name: z.string(), identityNumber: z.string(), items: z.array(z.string()) }),
  ),
});
type Command = z.output<typeof command>;

const MOST_BYTES = 4_000_000;
const PATH = /^\/([a-z][a-z0-9-]*)(\/mood)?$/;

/** The invented departments while they run. */
export interface DepartmentsServer {
  /** Address to set as DEPARTMENTS_URL. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Stands in for the departments in demonstration and tests (R93): `POST /<department>` answers an inquiry,
 * `POST /<department>/mood` changes how that department behaves. Only this machine reaches it; nothing is logged.
 * @param today the day of the answers, YYYY-MM-DD
 */
export async function startDepartments(port: number, today: () => string): Promise<DepartmentsServer> {
  const behaviour = new Map<string, Command>();
  const server = createServer((request, response) => {
    void answer(request, response, behaviour, today).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const { port: given } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${given}`, port: given, stop: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  behaviour: Map<string, Command>,
  today: () => string,
): Promise<void> {
  const [, department, mood] = PATH.exec(request.url ?? '') ?? [];
  if (request.method !== 'POST' || department === undefined) return send(response, 404, {});
  const body = await bodyOf(request);
  if (mood !== undefined) {
    const wanted = command.safeParse(body);
    if (!wanted.success) return send(response, 400, {});
    behaviour.set(department, wanted.data);
    return send(response, 200, { department, ...wanted.data });
  }
  const now = behaviour.get(department) ?? { mood: 'well', milliseconds: 0 };
  if (now.mood === 'dead') return void request.socket.destroy();
  const asked = question.safeParse(body);
  if (!asked.success) return send(response, 400, {});
  if (now.milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, now.milliseconds));
  if (now.mood === 'wrong') return send(response, 200, { simulated: true, answers: 'nonsense' });
  const answers = inventedAnswers(asked.data, today());
  return send(response, 200, { simulated: true, answers: now.mood === 'twice' ? [...answers, ...answers] : answers });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > MOST_BYTES) throw new RangeError('too much');
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
