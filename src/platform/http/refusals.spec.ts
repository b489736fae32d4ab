import { ForbiddenException } from '@nestjs/common';
import Fastify from 'fastify';
import { AppError } from '../errors';
import { ProcessLogger } from '../logging';
import { asAppError } from './problem';
import { noteRefusal } from './refusals';

describe('a refusal', () => {
  it('leaves a line that says who, which route and why, without the address that was asked for', async () => {
    const lines: string[] = [];
    const logger = new ProcessLogger('info', { write: (line) => void lines.push(line) });
    const server = Fastify({ genReqId: () => 'request-1' });
    const refusals = [new ForbiddenException(), new AppError('too-many-attempts', 429), new AppError('not-found', 404)];
    server.get('/h/:token', (request, reply) => {
      noteRefusal(logger, asAppError(refusals.shift()), request);
      return reply.send('');
    });
    for (let left = refusals.length; left > 0; left -= 1) await server.inject('/h/secret-part?q=13800138000');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ msg: 'Refused (403 forbidden): GET /h/:token by anonymous, request request-1' }),
      expect.objectContaining({
        msg: 'Refused (429 too-many-attempts): GET /h/:token by anonymous, request request-1',
      }),
    ]);
  });
});
