import { Logger, type Provider, type Type } from '@nestjs/common';
import { ExternalContextCreator, HttpAdapterHost, type ApplicationConfig } from '@nestjs/core';
import { configOf } from '../host-config.js';
import { CronAdminGateway } from './cron-admin.gateway.js';

/** Injection token of what decides whether the gateway becomes one; awaited before Nest looks for gateways. */
const LIVE = Symbol.for('nestjs-tracked-cron:admin:live');

type IoAdapter = Parameters<ApplicationConfig['setIoAdapter']>[0];

/**
 * The gateway in the namespace of a mount path, where the host has what it takes: `@nestjs/websockets` and
 * `@nestjs/platform-socket.io`, which are loaded only here. Without them, and under another adapter, there is REST alone.
 */
export function gatewayAt(path: string): Provider[] {
  const Mounted: Type<CronAdminGateway> = {
    [CronAdminGateway.name]: class extends CronAdminGateway {},
  }[CronAdminGateway.name];
  return [
    { provide: CronAdminGateway, useClass: Mounted },
    {
      provide: LIVE,
      inject: [HttpAdapterHost, ExternalContextCreator],
      useFactory: async (http: HttpAdapterHost, creator: ExternalContextCreator) => {
        if (!http.httpAdapter) return; // a script or a microservice: nothing listens
        await becomeGateway(Mounted, `/${path}`);
        leaveOtherAdaptersAlone(Mounted, configOf(creator));
      },
    },
  ];
}

async function becomeGateway(Mounted: Type, namespace: string): Promise<void> {
  try {
    const { WebSocketGateway } = await import('@nestjs/websockets');
    // without a driver Nest would end the process
    await import('@nestjs/platform-socket.io');
    WebSocketGateway({ namespace })(Mounted);
  } catch {
    new Logger('CronAdminModule').log(
      'Nothing is shown live, only over REST: npm install @nestjs/websockets @nestjs/platform-socket.io, or write live: false.',
    );
  }
}

/**
 * Nest connects gateways before any hook of a module runs, and one with a namespace stops the boot under an adapter that
 * knows none. Which adapter it is, is known only when the host sets it.
 */
function leaveOtherAdaptersAlone(Mounted: Type, config: ApplicationConfig | undefined): void {
  if (config === undefined) return;
  const set = config.setIoAdapter;
  config.setIoAdapter = (adapter) => {
    set.call(config, adapter);
    if (isSocketIo(adapter)) return;
    for (const key of Reflect.getOwnMetadataKeys(Mounted) as string[]) {
      if (key.startsWith('websockets:')) Reflect.deleteMetadata(key, Mounted);
    }
    new Logger('CronAdminModule').warn(
      `Nothing is shown live, only over REST: the application's WebSocket adapter (${adapter.constructor.name}) is not one of socket.io. ` +
        'Write app.useWebSocketAdapter(new IoAdapter(app)), or live: false.',
    );
  };
}

function isSocketIo(adapter: IoAdapter): boolean {
  return typeof (adapter as { createIOServer?: unknown }).createIOServer === 'function';
}
