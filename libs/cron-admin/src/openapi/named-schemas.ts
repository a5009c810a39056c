import type { JsonSchema } from './schema.js';

/**
 * Gives every schema with a title a place of its own under `components/schemas`, and refers to it everywhere else: so a
 * generated client has types with names, and the document says everything once.
 * @throws Error where two different schemas have one name
 */
export function withNamedSchemas<Paths>(paths: Paths): {
  readonly paths: Paths;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
} {
  const schemas: Record<string, JsonSchema> = {};
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]));
    const { title, ...schema } = copy;
    // `title` is also a name that a property can have: then it is a schema and no text
    if (typeof title !== 'string' || typeof schema.type !== 'string') return copy;
    const { description, ...rest } = schema;
    const known = schemas[title];
    if (known === undefined) schemas[title] = rest;
    else if (JSON.stringify(known) !== JSON.stringify(rest))
      throw new Error(`Two schemas have the name ${title}.`);
    return { $ref: `#/components/schemas/${title}`, ...(description !== undefined && { description }) };
  };
  return { paths: named(paths) as Paths, schemas };
}
