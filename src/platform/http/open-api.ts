import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addConventions, conventionComponents } from './open-api-conventions';

type JsonObject = Record<string, unknown>;

/** zod puts shared parts into `$defs` beside the schema; OpenAPI wants them in components. */
function hoistDefinitions(node: unknown, schemas: JsonObject): unknown {
  if (Array.isArray(node)) return node.map((item) => hoistDefinitions(item, schemas));
  if (node === null || typeof node !== 'object') return node;
  const { $defs, $schema: _dialect, ...rest } = node as JsonObject;
  for (const [name, definition] of Object.entries(($defs ?? {}) as JsonObject)) {
    schemas[name] = hoistDefinitions(definition, schemas);
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace(/^#\/\$defs\//, '#/components/schemas/')
        : hoistDefinitions(value, schemas),
    ]),
  );
}

/** `HouseholdsController.create` → `households.create` */
const operationIdFactory = (controller: string, method: string): string => {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}.${method}`;
};

/** The OpenAPI 3.1 document, generated from the same schemas that check input and describe output. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Yuanlian')
    .setDescription('Referral marketplace for social assistance: one household, N resources.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'opaque' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, options, { operationIdFactory });
  const schemas = (document.components?.schemas ?? {}) as JsonObject;
  const hoisted = hoistDefinitions(document, schemas) as OpenAPIObject;
  const paths = Object.entries(hoisted.paths).filter(([path]) => path.startsWith('/api/'));
  const { schemas: ownSchemas, ...shared } = conventionComponents;
  const whole = {
    ...hoisted,
    paths: Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { ...hoisted.components, ...shared, schemas: { ...schemas, ...ownSchemas } as never },
  };
  addConventions(whole);
  return whole;
}

/** Serves the document at /api/openapi.json and its page at /api/docs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
}
