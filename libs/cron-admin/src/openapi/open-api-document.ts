import { Controller, type INestApplication, type Type } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { decorateRoutes } from './decorate-routes.js';
import { routesOf } from './described-routes.js';
import { withNamedSchemas } from './named-schemas.js';
import { loadSwagger, type Swagger } from './swagger.js';

/** Of what the document describes; grows with what an older client would not understand. */
const API_VERSION = '1';

/** The OpenAPI document of the admin, written by `@nestjs/swagger` when it is asked for the first time. */
export class OpenApiDocument {
  private document: Promise<OpenAPIObject | null> | undefined;

  /** @param load how Swagger is found; null where the host has none */
  constructor(
    private readonly controllers: readonly Type[],
    private readonly load: () => Promise<Swagger | null> = loadSwagger,
  ) {}

  /** The document; null where `@nestjs/swagger` is not installed. */
  read(): Promise<OpenAPIObject | null> {
    this.document ??= this.write();
    return this.document;
  }

  private async write(): Promise<OpenAPIObject | null> {
    const swagger = await this.load();
    if (swagger === null) return null;
    const controllers = this.controllers.map(atRoot);
    decorateRoutes(swagger, routesOf(controllers));
    const config = new swagger.DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('nestjs-tracked-cron: the admin API')
      .setDescription(
        'Executions, jobs and their health; what steers them. A role of `bearer` is the permission a route needs.',
      )
      .setVersion(API_VERSION)
      // below the path this document was fetched from, whatever prefixes a host or a proxy put before it
      .addServer('.')
      .addSecurity('bearer', { type: 'http', scheme: 'bearer' })
      .build();
    const document = swagger.SwaggerModule.createDocument(stageFor(controllers), config, {
      autoTagControllers: false,
      operationIdFactory: (controller, method) =>
        `${controller.replace(/Controller$/, '')}_${method.replace(/\[\d+\]$/, '')}`,
    });
    const { '//': _slash, ...described } = document.paths;
    const { paths, schemas } = withNamedSchemas(described);
    distinguishOperations(paths);
    return { ...document, paths, components: { ...document.components, schemas } } as OpenAPIObject;
  }
}

/** A controller as if it were mounted at the root: the document's paths lie below its server. */
function atRoot(Base: Type): Type {
  const Rooted = { [Base.name]: class extends Base {} }[Base.name];
  Controller()(Rooted);
  return Rooted;
}

/**
 * As much of an application as Swagger looks at. The host's own can't be used: there our routes have the host's prefix, and
 * are hidden.
 */
function stageFor(controllers: readonly Type[]): INestApplication {
  const wrappers = controllers.map((metatype) => [
    metatype,
    { metatype, instance: Object.create(metatype.prototype as object) as object },
  ]);
  const module = { metatype: OpenApiDocument, imports: new Set(), controllers: new Map(wrappers as never) };
  return {
    container: { getModules: () => new Map([['admin', module]]), isGlobalModule: () => false },
    config: new ApplicationConfig(),
    getHttpAdapter: () => ({ getType: () => 'express' }),
  } as unknown as INestApplication;
}

/** One handler can have two paths, an operation's id must be its own. */
function distinguishOperations(paths: OpenAPIObject['paths']): void {
  const seen = new Map<string, number>();
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path as object))) {
    const named = operation as { operationId: string };
    const times = (seen.get(named.operationId) ?? 0) + 1;
    seen.set(named.operationId, times);
    if (times > 1) named.operationId += `_${times}`;
  }
}
