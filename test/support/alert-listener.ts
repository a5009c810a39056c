import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AlertMessage } from '../../libs/cron-monitor/src/index.js';

/** What somebody sent. */
export interface HeardAlert {
  readonly channel: string;
  readonly id: string;
  readonly kind: string;
  readonly attempt: number;
  readonly incidentId: string | null;
  readonly message: AlertMessage;
  /** Of whoever sent it. */
  readonly pid: number;
  /** By the clock of this process, milliseconds since the epoch. */
  readonly heardAt: number;
}

/** Hears what channels send over HTTP, each under a path of its own. */
export class AlertListener {
  readonly heard: HeardAlert[] = [];
  /** Which it accepts without ever saying so. Default: none. */
  isSilentTo: (alert: HeardAlert) => boolean = () => false;

  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      const alert = {
        ...(body === '' ? {} : JSON.parse(body)),
        channel: request.url!.slice(1),
        heardAt: Date.now(),
      } as HeardAlert;
      this.heard.push(alert);
      if (!this.isSilentTo(alert)) response.end('ok');
    });
  });

  static async open(): Promise<AlertListener> {
    const listener = new AlertListener();
    listener.server.listen(0, '127.0.0.1');
    await once(listener.server, 'listening');
    return listener;
  }

  /** Where a channel sends to. */
  address(channel: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${channel}`;
  }

  on(channel: string): readonly HeardAlert[] {
    return this.heard.filter((alert) => alert.channel === channel);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
