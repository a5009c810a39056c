import { applyDecorators } from '@nestjs/common';
import type { ProblemKind } from '../api/problem.js';
import { problem } from '../api/problem.schema.js';
import { JOB_NAME, LONGEST_FINGERPRINT } from '../api/validators.js';
import { pathParametersOf, type DescribedRoute } from './described-routes.js';
import type { RouteDescription } from './describe.decorator.js';
import { dtoSchema, propertiesOf } from './dto-schema.js';
import { problemsOf } from './route-problems.js';
import type { JsonSchema } from './schema.js';
import type { Swagger } from './swagger.js';

const PATH_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  id: { type: 'string', format: 'uuid' },
  jobName: { type: 'string', pattern: JOB_NAME.source },
  incidentId: { type: 'string', format: 'uuid' },
  key: { type: 'string', minLength: 1, maxLength: 200 },
  fingerprint: { type: 'string', minLength: 1, maxLength: LONGEST_FINGERPRINT },
};

const decorated = new WeakSet<object>();

/** Says to Swagger, in its own words, what our routes say of themselves; once, however often it is asked. */
export function decorateRoutes(swagger: Swagger, routes: readonly DescribedRoute[]): void {
  for (const route of routes) {
    if (decorated.has(route.handler)) continue;
    decorated.add(route.handler);
    const { prototype } = route.controller as { prototype: object };
    const owner = ownerOf(prototype, route.name);
    const decorate = applyDecorators(...decoratorsOf(swagger, route));
    decorate(owner, route.name, Object.getOwnPropertyDescriptor(owner, route.name)!);
  }
}

function decoratorsOf(swagger: Swagger, route: DescribedRoute): MethodDecorator[] {
  const { description, action } = route;
  if (description === undefined) return [swagger.ApiExcludeEndpoint()];
  const { ApiOperation, ApiSecurity, ApiParam, ApiQuery, ApiHeader, ApiBody } = swagger;
  const { summary, description: more, query, body, headers = {} } = description;
  return [
    ApiOperation({ summary, ...(more !== undefined && { description: more }) }),
    ...(description.open ? [] : [ApiSecurity('bearer', action === undefined ? [] : [action])]),
    ...pathParametersOf(route).map((name) =>
      ApiParam({ name, schema: { ...(PATH_PARAMETERS[name] ?? { type: 'string' }) } }),
    ),
    ...(query === undefined ? [] : propertiesOf(query)).map(({ name, required, schema }) => {
      const { description, ...rest } = schema as { description?: string };
      return ApiQuery({ name, required, schema: rest, ...(description !== undefined && { description }) });
    }),
    ...Object.entries(headers).map(([name, { json }]) =>
      ApiHeader({ name, required: false, schema: { ...json } }),
    ),
    ...(body === undefined ? [] : [bodyDecorator(ApiBody, dtoSchema(body))]),
    ...answersOf(swagger, route, description),
  ];
}

function bodyDecorator(ApiBody: Swagger['ApiBody'], schema: JsonSchema): MethodDecorator {
  return ApiBody({ schema: { ...schema }, required: (schema.required as readonly string[]).length > 0 });
}

function answersOf(
  { ApiResponse }: Swagger,
  route: DescribedRoute,
  { answer, status = 200, alsoAs, answerHeaders = {}, summary }: RouteDescription,
): MethodDecorator[] {
  const problems = { 'application/problem+json': { schema: { ...problem.json } } };
  return [
    ApiResponse({
      status,
      description: summary,
      content: {
        'application/json': { schema: { ...answer.json } },
        ...(alsoAs !== undefined && { [alsoAs]: { schema: { type: 'string' } } }),
      },
      headers: Object.fromEntries(
        Object.entries(answerHeaders).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      ),
    }),
    ...[...problemsOf(route)].map(([status, kinds]) =>
      ApiResponse({ status, description: kindsInWords(kinds), content: problems }),
    ),
    ApiResponse({
      status: 'default',
      description: 'Refused by a guard, pipe or interceptor of the host: `refused-by-host`.',
      content: problems,
    }),
  ];
}

function kindsInWords(kinds: readonly ProblemKind[]): string {
  return kinds.map((kind) => `\`${kind}\``).join(', ');
}

/** The class of a chain of subclasses that has the method itself. */
function ownerOf(prototype: object, name: string): object {
  let owner = prototype;
  while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as object;
  return owner;
}
