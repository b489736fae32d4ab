import { connect } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../platform/config';

/** `none`: no scanner is configured; `waiting`: it does not answer, so what was sent stays locked. */
export type ScanOutcome = 'none' | 'waiting' | 'clean' | 'infected';

const PATIENCE_MS = 10_000;
const PIECE_BYTES = 64 * 1024;

/** Asks a ClamAV daemon about bytes (design 8.11), by its command INSTREAM; only where `CLAMAV_URL` names one. */
@Injectable()
export class VirusScanner {
  private readonly logger = new Logger(VirusScanner.name);

  constructor(private readonly config: Config) {}

  async look(bytes: Buffer): Promise<ScanOutcome> {
    if (this.config.clamavUrl === undefined) return 'none';
    const { hostname, port } = new URL(this.config.clamavUrl);
    try {
      const answer = await askClamd(hostname.replace(/^\[|\]$/g, ''), Number(port || 3310), bytes);
      if (/^stream: OK$/.test(answer)) return 'clean';
      if (/ FOUND$/.test(answer)) return 'infected';
      this.logger.warn('the virus scanner answers with an error');
    } catch {
      this.logger.warn('the virus scanner does not answer');
    }
    return 'waiting';
  }
}

/** Length and bytes of each piece, an empty one last; one line comes back. */
function askClamd(host: string, port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const said: Buffer[] = [];
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('timeout')));
    socket.on('error', reject);
    socket.on('data', (part: Buffer) => said.push(part));
    socket.on('close', () =>
      resolve(
        Buffer.concat(said)
          .toString('latin1')
          .replace(/[\0\n]+$/, ''),
      ),
    );
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) socket.write(sized(bytes.subarray(at, at + PIECE_BYTES)));
    socket.write(sized(Buffer.alloc(0)));
  });
}

function sized(piece: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(piece.length);
  return Buffer.concat([length, piece]);
}
