import { CONTROLLERS } from '../controllers-at.js';
import { UnknownRouteController } from '../api/unknown-route.controller.js';
import { hostAdmin, TOKENS } from '../testing/hosted-admin.js';
import { routesOf } from './described-routes.js';
import { OpenApiDocument } from './open-api-document.js';

const routes = routesOf(CONTROLLERS.filter((one) => one !== UnknownRouteController));

describe('the OpenAPI document', () => {
  it.each(routes.map((route) => [`${route.controller.name}.${route.name}`, route] as const))(
    'describes %s: a route without @Describe is missing in it',
    (_, { description, action }) => {
      expect(description?.summary).toMatch(/\S/);
      expect(action === undefined).toBe(description?.open ?? false);
    },
  );

  it('names every route under every of its paths, below the path it was fetched from', async () => {
    const document = (await new OpenApiDocument(CONTROLLERS).read())!;
    const paths = routes.flatMap((route) => route.paths.map((path) => `/${path.replace(/:(\w+)/g, '{$1}')}`));
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(paths.map(withoutDoubles))].sort());
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '.' }] });
  });

  it('gives every operation an id of its own, and the permission it needs', async () => {
    const document = (await new OpenApiDocument(CONTROLLERS).read())!;
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map(({ operationId }) => operationId as string)).size).toBe(operations.length);
    expect(document.paths['/{jobName}/pause'].post?.security).toEqual([{ bearer: ['pause'] }]);
  });

  it('is served to whoever may read, and to nobody else', async () => {
    const host = await hostAdmin();
    const served = await host.ask('/admin/cron-jobs/openapi.json', { token: TOKENS.viewer });
    expect(served.body).toEqual(JSON.parse(JSON.stringify(await new OpenApiDocument(CONTROLLERS).read())));
    expect((await host.ask('/admin/cron-jobs/openapi.json', { token: null })).status).toBe(401);
    await host.app.close();
  });

  it('is not there where @nestjs/swagger is not installed, and says what to do', async () => {
    const without = {
      provide: OpenApiDocument,
      useValue: new OpenApiDocument(CONTROLLERS, async () => null),
    };
    const host = await hostAdmin(undefined, { replace: [without] });
    const { problem } = await host.ask('/admin/cron-jobs/openapi.json');
    expect(problem).toMatchObject({ status: 404, detail: expect.stringContaining('@nestjs/swagger') });
    expect((await host.ask('/admin/cron-jobs')).status).toBe(200);
    await host.app.close();
  });
});

function withoutDoubles(path: string): string {
  return path.replace(/\/+/g, '/');
}
