import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { TestApp } from './app';

interface Sent {
  token: string;
  content: Buffer;
  name?: string;
  caption?: string;
  key?: string;
}

/** Sends a picture to a scale through the API, as a form with parts. */
export function photoRequest(
  { app }: TestApp,
  assessmentId: string,
  { token, content, name = 'IMG_0001.jpg', caption, key = randomUUID() }: Sent,
): request.Test {
  const call = request(app.getHttpServer())
    .post(`/api/v1/assessments/${assessmentId}/photos`)
    .set('authorization', `Bearer ${token}`)
    .set('idempotency-key', key);
  if (caption !== undefined) void call.field('caption', caption);
  return call.attach('file', content, name);
}

/** The same where it has to succeed. @returns its id */
export async function sendPhoto(
  app: TestApp,
  token: string,
  assessmentId: string,
  content: Buffer,
  caption?: string,
): Promise<string> {
  const { status, text, body } = await photoRequest(app, assessmentId, { token, content, caption });
  if (status !== 201) throw new Error(`${status}: ${text}`);
  return (body as { id: string }).id;
}
