import { getMetadataStorage } from 'class-validator';
import type { Dto } from './describe.decorator.js';
import type { JsonSchema } from './schema.js';

/** Of a property of a DTO: what it may be, and whether it may be left out. */
export interface PropertySchema {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** What a rule of ours says of itself; it travels as `context` of class-validator. */
export interface RuleContext {
  readonly schema: JsonSchema;
}

interface Rule {
  readonly propertyName: string;
  readonly type: string;
  readonly name?: string;
  readonly each: boolean;
  readonly constraints?: readonly unknown[];
  readonly context?: unknown;
}

/** What class-validator's own rules come to; those of ours carry their schema. */
const BUILT_IN: Readonly<Record<string, (first: unknown, second: unknown) => JsonSchema>> = {
  isBoolean: () => ({ type: 'boolean' }),
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isIn: (words) => ({ type: 'string', enum: words }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  isLength: (minLength, maxLength) => ({ minLength, maxLength }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/**
 * What the rules of a DTO allow, read from the rules themselves, so that a document can't say anything else.
 * @throws Error for a rule that says nothing of itself
 */
export function propertiesOf(Dto: Dto): PropertySchema[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Dto, '', true, false) as Rule[];
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  return [...names].map((name) => {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    const mayBeLeftOut = own.some(
      ({ type }) => type === 'conditionalValidation' || type === 'whitelistValidation',
    );
    return { name, required: !mayBeLeftOut, schema: schemaOf(own, `${Dto.name}.${name}`) };
  });
}

/** The same as one schema, of a body. */
export function dtoSchema(Dto: Dto): JsonSchema {
  const properties = propertiesOf(Dto);
  return {
    title: Dto.name.replace(/Dto$/, ''),
    type: 'object',
    properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])),
    required: properties.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function schemaOf(rules: readonly Rule[], where: string): JsonSchema {
  let schema: JsonSchema = {};
  for (const rule of rules) {
    if (rule.type === 'conditionalValidation' || rule.type === 'whitelistValidation') continue;
    const said = ruleSchema(rule, where);
    if (rule.each) schema = { ...schema, type: 'array', items: { ...(schema.items as object), ...said } };
    else schema = { ...schema, ...said };
  }
  return schema;
}

function ruleSchema({ name = '', context, constraints = [] }: Rule, where: string): JsonSchema {
  const said = (context as Partial<RuleContext> | undefined)?.schema;
  if (said !== undefined) return said;
  const builtIn = BUILT_IN[name];
  if (builtIn) return builtIn(constraints[0], constraints[1]);
  throw new Error(
    `${where}: what its rule ${JSON.stringify(name)} allows is not known. Add context: { schema: { … } } to the rule.`,
  );
}
