import type { Provider, Type } from '@nestjs/common';
import { TrackedCronError } from 'nestjs-tracked-cron';
import { decorateRoutes } from './decorate-routes.js';
import { routesOf } from './described-routes.js';
import { loadSwagger } from './swagger.js';

/** Describes our routes before the host can ask Swagger for its document: providers are ready by then. */
export function showInHostDocument(controllers: readonly Type[]): Provider {
  return {
    provide: Symbol.for('nestjs-tracked-cron:admin:host-document'),
    useFactory: async () => {
      const swagger = await loadSwagger();
      if (swagger !== null) return decorateRoutes(swagger, routesOf(controllers));
      throw new TrackedCronError(
        'INVALID_OPTION',
        'CronAdminModule: `inHostDocument` needs @nestjs/swagger. Install it, or leave the option out.',
      );
    },
  };
}
