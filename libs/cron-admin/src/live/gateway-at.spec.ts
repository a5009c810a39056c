import { jest } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { AbstractWsAdapter, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { io, type Socket } from 'socket.io-client';
import { access, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';

@WebSocketGateway()
class HostGateway {
  @SubscribeMessage('hello')
  hello(): string {
    return 'of the host';
  }
}

/** As that of plain WebSockets: it knows no namespaces. */
class PlainAdapter extends AbstractWsAdapter {
  create(_port: number, options?: { namespace?: string }): object {
    if (options?.namespace) throw new Error('there are no namespaces');
    return { on: () => {} };
  }

  bindMessageHandlers(): void {}
}

describe('where the gateway is', () => {
  const running: INestApplication[] = [];
  const sockets: Socket[] = [];
  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.close());
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  const host = async (
    options: Parameters<typeof hostAdmin>[0] = { access: access() },
    more: Parameters<typeof hostAdmin>[1] = {},
  ) => {
    const hosted = await hostAdmin(options, more);
    running.push(hosted.app);
    return hosted;
  };
  const connect = async ({ app }: HostedAdmin, namespace: string) => {
    const socket = io(`${await app.getUrl()}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: TOKENS.viewer },
    });
    sockets.push(socket);
    return socket;
  };
  const greeted = async (hosted: HostedAdmin, namespace: string) => {
    const socket = await connect(hosted, namespace);
    return new Promise((resolve) => {
      socket.once('hello', () => resolve(true));
      socket.once('connect_error', ({ message }) => resolve(message));
    });
  };

  it('is the namespace of the mount path, whatever prefix the host has for its routes', async () => {
    expect(await greeted(await host(), '/admin/cron-jobs')).toBe(true);
    const prefixed = await host(
      { access: access(), path: '/internal/jobs/' },
      { configure: (app) => app.setGlobalPrefix('api') },
    );
    expect(await greeted(prefixed, '/internal/jobs')).toBe(true);
    expect(await greeted(prefixed, '/admin/cron-jobs')).toBe('Invalid namespace');
  });

  it('is beside the gateways of the host, on one server', async () => {
    const hosted = await host({ access: access() }, { metadata: { providers: [HostGateway] } });
    expect(await greeted(hosted, '/admin/cron-jobs')).toBe(true);
    const socket = await connect(hosted, '/');
    expect(await socket.emitWithAck('hello')).toBe('of the host');
  });

  it('is nowhere with live: false', async () => {
    const hosted = await host({ access: access(), live: false }, { metadata: { providers: [HostGateway] } });
    expect(await greeted(hosted, '/admin/cron-jobs')).toBe('Invalid namespace');
  });

  it('is nowhere under an adapter that is not one of socket.io, and the log says so; REST is there', async () => {
    const hosted = await host(
      { access: access() },
      { configure: (app) => void app.useWebSocketAdapter(new PlainAdapter(app)) },
    );
    expect(hosted.log.join('\n')).toMatch(
      /Nothing is shown live.*PlainAdapter.*useWebSocketAdapter\(new IoAdapter/,
    );
    expect((await hosted.ask('/admin/cron-jobs/status')).status).toBe(200);
  });

  it('is nowhere where the host has not installed what it takes, and the log says so; REST is there', async () => {
    jest.resetModules();
    jest.unstable_mockModule('@nestjs/platform-socket.io', () => {
      throw new Error('not installed');
    });
    const support = (await import('../testing/hosted-admin.js')) as {
      hostAdmin: typeof hostAdmin;
      access: typeof access;
    };
    const hosted = await support.hostAdmin({ access: support.access() });
    running.push(hosted.app);
    expect(hosted.log.join('\n')).toMatch(
      /Nothing is shown live.*npm install @nestjs\/websockets @nestjs\/platform-socket\.io/,
    );
    expect((await hosted.ask('/admin/cron-jobs/status')).status).toBe(200);
  });
});
