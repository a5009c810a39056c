import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A JSON schema, as far as the contract reads it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** An operation of the document with where it is. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  /** Null where whoever asks is answered. */
  readonly permission: string | null;
  readonly body: Schema | undefined;
  readonly statuses: readonly string[];
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly security?: readonly { readonly bearer: readonly [string] }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, object>> }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What an answer says, beside its body. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What the document promises, and whether an answer keeps it. */
export class AdminContract {
  readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenApi) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(document, 'contract');
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, raw]) => ({
        method: method.toUpperCase(),
        path,
        operationId: raw.operationId,
        parameters: raw.parameters,
        permission: raw.security?.[0].bearer[0] ?? null,
        body: this.resolved(raw.requestBody?.content['application/json'].schema),
        statuses: Object.keys(raw.responses),
      })),
    );
  }

  operation(method: string, path: string): Operation {
    const found = this.operations.find((one) => one.method === method && one.path === path);
    if (found === undefined) throw new Error(`${method} ${path} is not described.`);
    return found;
  }

  /** What is wrong with an answer: nothing, where it is documented, status, type and body. */
  breachesOf({ method, path }: Operation, { status, headers, text }: Answered): string[] {
    if (status === 500) return [`500: ${text}`];
    const type = headers.get('content-type')?.split(';')[0] ?? 'none';
    const promised = this.document.paths[path][method.toLowerCase()].responses[status]?.content;
    if (promised === undefined) return [`${status} is not documented: ${text}`];
    if (promised[type] === undefined) return [`${status} as ${type} is not documented`];
    if (!type.endsWith('json')) return [];
    const validate = this.validator([
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      type,
      'schema',
    ]);
    if (validate(JSON.parse(text))) return [];
    return validate.errors!.map(({ instancePath, message }) => `${status} ${instancePath} ${message}`);
  }

  private resolved(schema: Schema | undefined): Schema | undefined {
    const name = schema?.$ref?.split('/').at(-1);
    return name === undefined ? schema : this.document.components.schemas[name];
  }

  private validator(steps: readonly string[]): ValidateFunction {
    const pointer = steps
      .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const known = this.validators.get(pointer) ?? this.ajv.compile({ $ref: `contract#/${pointer}` });
    this.validators.set(pointer, known);
    return known;
  }
}

/** Values that a schema does not allow, at least one for each of its bounds. */
export function outOfBounds(schema: Schema): unknown[] {
  const { minimum, maximum, minLength = 0, maxLength, pattern, format, type } = schema;
  if (schema.items) return outOfBounds(schema.items).map((value) => [value]);
  return [
    ...(schema.enum ? ['no such word', ''] : []),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(type === 'integer' ? ['x', 1.5, ''] : []),
    ...(type === 'boolean' ? ['yes', 1] : []),
    ...(minLength > 0 ? [''] : []),
    ...(maxLength === undefined ? [] : ['a'.repeat(maxLength + 1)]),
    ...(format === undefined ? [] : ['a']),
    ...(pattern === undefined
      ? []
      : ['\0', 'a\n', ' '].filter((text) => !new RegExp(pattern, 'u').test(text))),
  ];
}
