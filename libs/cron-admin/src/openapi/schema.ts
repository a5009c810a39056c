/** A JSON schema, 2020-12, as an OpenAPI 3.1 document holds it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON schema of what is a `T` in TypeScript. The compiler holds one to the other, in both directions: a field that is
 * missing, too many, or of another type doesn't compile.
 */
export interface Schema<T> {
  readonly json: JsonSchema;
  /** Never there; it makes the compiler compare the types. */
  readonly describes?: (value: T) => T;
}

/** The schema of a field that may be left out. */
export interface OptionalSchema<T> extends Schema<T> {
  readonly optional: true;
}

/** A schema for each field, marked where the field may be left out. */
export type FieldSchemas<T> = {
  readonly [Key in keyof T]-?: Record<never, never> extends Pick<T, Key>
    ? OptionalSchema<Exclude<T[Key], undefined>>
    : Schema<T[Key]>;
};

type AnySchema = { readonly json: JsonSchema; readonly optional?: true };

/** An instant: a `Date` here, ISO 8601 in UTC in JSON. */
export const instant: Schema<Date> = { json: { type: 'string', format: 'date-time' } };
export const text: Schema<string> = { json: { type: 'string' } };
export const uuid: Schema<string> = { json: { type: 'string', format: 'uuid' } };
export const flag: Schema<boolean> = { json: { type: 'boolean' } };
export const number: Schema<number> = { json: { type: 'number' } };
/** A whole number that is not negative. */
export const count: Schema<number> = { json: { type: 'integer', minimum: 0 } };
/** Whatever JSON can hold. */
export const anything: Schema<unknown> = { json: {} };

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Schema<Word> {
  return { json: { type: 'string', enum: [...words] } };
}

/** This value and no other. */
export function only<const Value extends string | boolean>(value: Value): Schema<Value> {
  return { json: { type: typeof value, const: value } };
}

/** A word of which more may come, with another release or from the host. */
export function openWord<Word extends string>(...examples: readonly Word[]): Schema<Word> {
  return { json: { type: 'string', ...(examples.length > 0 && { examples }) } };
}

export function nullable<T>({ json }: Schema<T>): Schema<T | null> {
  const isPlain = typeof json.type === 'string' && json.enum === undefined && json.title === undefined;
  return {
    json: isPlain ? { ...json, type: [json.type, 'null'] } : { anyOf: [json, { type: 'null' }] },
  };
}

export function list<T>({ json }: Schema<T>): Schema<readonly T[]> {
  return { json: { type: 'array', items: json } };
}

/** An object with any keys. */
export function record<T>({ json }: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return { json: { type: 'object', additionalProperties: json } };
}

export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return { ...schema, optional: true };
}

/** The same, with a sentence about it. */
export function about<T>(description: string, { json }: Schema<T>): Schema<T> {
  return { json: { ...json, description } };
}

/** An object with exactly these fields; `title` is its name in the document. */
export function object<T extends object>(title: string, fields: FieldSchemas<T>): Schema<T> {
  return { json: { title, ...objectOf(fields) } };
}

/** An object without a name of its own. */
export function fields<T extends object>(fields: FieldSchemas<T>): Schema<T> {
  return { json: objectOf(fields) };
}

/** All that there is, in no pages. */
export function items<T>(schema: Schema<T>): Schema<{ readonly items: readonly T[] }> {
  return { json: objectOf({ items: list(schema) }) };
}

function objectOf(fields: object): JsonSchema {
  const entries = Object.entries(fields as Record<string, AnySchema>);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, { json }]) => [name, json])),
    required: entries.filter(([, schema]) => schema.optional !== true).map(([name]) => name),
    additionalProperties: false,
  };
}
