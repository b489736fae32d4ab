import document from '../../consistency/openapi.json';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
  minItems?: number;
}

interface Operation {
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

const STRINGS: Record<string, string> = {
  uuid: '00000000-0000-7000-8000-000000000000',
  date: '2026-11-01',
  'date-time': '2026-11-01T00:00:00Z',
  email: 'somebody@example.org',
};
const schemas = (document as unknown as { components: { schemas: Record<string, Schema> } }).components.schemas;

/** The smallest value that fits a schema of the API, as far as a schema can say. */
function sampleOf(schema: Schema): unknown {
  if (schema.$ref) return sampleOf(schemas[schema.$ref.split('/').pop() ?? ''] ?? {});
  const [choice] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (choice) return sampleOf(choice);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    default:
      return STRINGS[schema.format ?? ''] ?? 'x'.repeat(Math.max(schema.minLength ?? 1, 12));
  }
}

/** A body for a route of the API, made from its schema. */
export function bodyOf(method: string, path: string): object {
  const address = path.replace(/:(\w+)/g, '{$1}');
  const operation = (document.paths as unknown as Record<string, Record<string, Operation>>)[address]?.[
    method.toLowerCase()
  ];
  const schema = operation?.requestBody?.content?.['application/json']?.schema;
  return schema ? (sampleOf(schema) as object) : {};
}
