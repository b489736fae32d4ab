import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = { description: string; headers?: object; content?: Record<string, { schema?: { $ref?: string } }> };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** A sign-in may be repeated: it makes a new session each time. */
const WITHOUT_KEY = new Set(['/api/v1/sessions']);

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const text = (description: string, pattern?: string) => ({
  description,
  schema: { type: 'string' as const, ...(pattern && { pattern }) },
});

/** Status → when it is answered; each carries the problem document. */
const PROBLEMS: Record<number, string> = {
  400: 'the request cannot be read, or its Idempotency-Key is missing',
  401: 'no session, or it has ended',
  403: 'not allowed for any of the roles of the caller',
  404: 'not there, or out of reach of the caller',
  409: 'the state of the thing does not allow it',
  412: 'somebody else changed it since it was read',
  422: 'the input breaks a rule; one entry for each field',
  428: 'If-Match is missing',
  429: 'too many attempts',
};

/** What every route of the API has in common, said in the document once and referred to (design section 5). */
export const conventionComponents = {
  parameters: {
    IdempotencyKey: {
      ...{ name: 'Idempotency-Key', in: 'header' as const, required: true },
      ...text('Chosen by the caller; a repeat with the same key does nothing and answers alike.', '^[\\w.:-]{8,100}$'),
    },
    IfMatch: {
      ...{ name: 'If-Match', in: 'header' as const, required: true },
      ...text('ETag of what the change is based on.', '^(W/)?"\\d+"$'),
    },
  },
  headers: { ETag: text('Version of the answer, for If-Match.', '^"\\d+"$') },
  responses: Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      `Problem${status}`,
      { description, content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } } },
    ]),
  ),
  schemas: {
    Problem: {
      type: 'object',
      description: 'RFC 9457. `code` is stable; `title` and `message` are in the language that was asked for.',
      required: ['type', 'title', 'status', 'code'],
      properties: {
        ...{
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
        },
        requestId: { type: 'string' },
        allowed: { type: 'array', items: { type: 'string' }, description: 'Moves that would be allowed instead.' },
        errors: {
          type: 'array',
          items: {
            type: 'object',
            required: ['field', 'code', 'message'],
            properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
};

/** Adds to every operation its headers and the problems that it can answer. Changes the document in place. */
export function addConventions(document: OpenAPIObject): void {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) describe(operation, method, path, document);
    }
  }
}

function describe(operation: Operation, method: string, path: string, document: OpenAPIObject): void {
  const parameters = (operation.parameters ?? []) as Array<{ name?: string; $ref?: string }>;
  const edits = parameters.some(({ name }) => name?.toLowerCase() === 'if-match');
  const keyed = method === 'post' && !WITHOUT_KEY.has(path);
  const open = operation.security?.some((one) => Object.keys(one).length === 0) ?? false;
  operation.parameters = [
    ...parameters.filter(({ name }) => name?.toLowerCase() !== 'if-match'),
    ...(edits ? [ref('parameters', 'IfMatch')] : []),
    ...(keyed ? [ref('parameters', 'IdempotencyKey')] : []),
  ] as Operation['parameters'];
  for (const [status, response] of Object.entries(operation.responses) as Array<[string, Response]>) {
    if (Number(status) < 300 && hasVersion(response, document)) response.headers = { ETag: ref('headers', 'ETag') };
  }
  const statuses = [
    ...(keyed || operation.requestBody ? [400] : []),
    ...(open && method === 'get' ? [] : open ? [401, 429] : [401, 403]),
    ...(path.includes('{') ? [404] : []),
    ...(method === 'get' ? [] : [409]),
    ...(edits ? [412, 428] : []),
    ...(parameters.length > 0 || operation.requestBody || keyed ? [422] : []),
  ];
  for (const status of statuses) operation.responses[status] = ref('responses', `Problem${status}`);
}

/** Whether the answer is a view with a version, which is what makes an ETag (EtagInterceptor). */
function hasVersion({ content }: Response, { components }: OpenAPIObject): boolean {
  const schema = content?.['application/json']?.schema;
  const name = schema?.$ref?.split('/').pop();
  const resolved = (name ? components?.schemas?.[name] : schema) as { properties?: object } | undefined;
  return 'version' in (resolved?.properties ?? {});
}
