type Answering = PromiseLike<{ status: number; text: string; body: unknown }>;

/** @throws Error when the world of the matrix could not be made as it should be */
export async function made(answering: Answering): Promise<{ id: string } & Record<string, unknown>> {
  const { status, text, body } = await answering;
  if (status >= 300) throw new Error(`The world of the matrix could not be made: ${status} ${text}`);
  return body as { id: string };
}
