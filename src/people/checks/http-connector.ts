import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import {
  ConnectorError,
  DepartmentConnector,
  departmentReply,
  type DepartmentReply,
  type Inquiry,
} from './department-connector';

const MOST_BYTES = 4_000_000;

/**
 * A line to the departments over HTTP: `<DEPARTMENTS_URL>/<department>`. The address is a setting of the installation,
 * never typed by anybody (SSRF); redirections are not followed, and without TLS it goes to this machine only.
 */
@Injectable()
export class HttpConnector extends DepartmentConnector {
  constructor(private readonly config: Config) {
    super();
  }

  async ask(department: string, inquiry: Inquiry, signal: AbortSignal): Promise<DepartmentReply> {
    const { departmentsUrl } = this.config;
    if (departmentsUrl === undefined) throw new ConnectorError('no-line');
    const text = await this.post(`${departmentsUrl}/${department}`, JSON.stringify(inquiry), signal);
    const parsed = departmentReply.safeParse(parsedJson(text));
    if (!parsed.success) throw new ConnectorError('wrong-answer');
    return parsed.data;
  }

  private async post(url: string, body: string, signal: AbortSignal): Promise<string> {
    try {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'error', signal });
      if (!answer.ok) throw new ConnectorError(answer.status >= 500 ? 'not-reachable' : 'wrong-answer');
      if (Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) throw new ConnectorError('wrong-answer');
      return await textOf(answer);
    } catch (error) {
      if (error instanceof ConnectorError || signal.aborted) throw error;
      throw new ConnectorError('not-reachable');
    }
  }
}

/** The body, up to what an answer may weigh. */
async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    const bytes = part as Uint8Array;
    size += bytes.length;
    if (size > MOST_BYTES) throw new ConnectorError('wrong-answer');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ConnectorError('wrong-answer');
  }
}
