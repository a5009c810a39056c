import type { Type } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import type { AccessAction } from '../access/cron-admin-access.js';
import { REQUIRED_ACTION } from '../access/requires.decorator.js';
import { descriptionOf, type RouteDescription } from './describe.decorator.js';

/** A handler with what is known of it. */
export interface DescribedRoute {
  readonly controller: Type;
  readonly name: string;
  readonly handler: object;
  /** Below the mount path, as `@Get` was told: `jobs/:jobName`. */
  readonly paths: readonly string[];
  readonly action: AccessAction | undefined;
  /** Undefined where somebody forgot it; a spec finds those. */
  readonly description: RouteDescription | undefined;
}

/** Where Nest keeps what `@Get` and its like were told. */
const PATH = 'path';

/** Every handler of these controllers. */
export function routesOf(controllers: readonly Type[]): DescribedRoute[] {
  return controllers.flatMap((controller) =>
    new MetadataScanner().getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const handler = (controller.prototype as Record<string, object>)[name];
      const path = Reflect.getMetadata(PATH, handler) as string | string[] | undefined;
      if (path === undefined) return [];
      return {
        controller,
        name,
        handler,
        paths: [path].flat(),
        action: Reflect.getMetadata(REQUIRED_ACTION, handler) as AccessAction | undefined,
        description: descriptionOf(handler),
      };
    }),
  );
}

/** The parameters in the paths of a route. */
export function pathParametersOf({ paths }: DescribedRoute): string[] {
  return [...new Set(paths.flatMap((path) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)))];
}
