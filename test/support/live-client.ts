import { once } from 'node:events';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { LiveAnswer, LiveItem, LiveMessages, LivePosition } from 'nestjs-tracked-cron/admin';

type Event = keyof LiveMessages;
const EVENTS: readonly Event[] = ['hello', 'snapshot', 'delta', 'lines', 'lag', 'problem'];

/** A client of the gateway, as the page is one: it keeps what it is told and follows channels as docs/live.md says. */
export class LiveClient {
  readonly heard: { readonly event: Event; readonly message: LiveMessages[Event] }[] = [];
  /** What a channel holds, by the ids in it. */
  readonly states = new Map<string, Map<string, LiveItem>>();
  readonly positions = new Map<string, LivePosition>();
  private readonly waiting = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    for (const event of EVENTS) {
      socket.on(event as string, (message: LiveMessages[Event]) => {
        this.heard.push({ event, message });
        this.apply(event, message);
        for (const look of this.waiting) look();
      });
    }
  }

  /** @param token null for none; it is sent in `auth` */
  static of(
    url: string,
    token: string | null,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ): LiveClient {
    return new LiveClient(
      io(`${url}/admin/cron-jobs`, {
        transports: ['websocket'],
        forceNew: true,
        reconnectionDelay: 20,
        reconnectionDelayMax: 50,
        ...(token !== null && { auth: { token } }),
        ...options,
      }),
    );
  }

  static async connected(...parameters: Parameters<typeof LiveClient.of>): Promise<LiveClient> {
    const client = LiveClient.of(...parameters);
    await client.until('hello');
    return client;
  }

  /** What a connection that is refused hears: the problem. */
  static async refused(...parameters: Parameters<typeof LiveClient.of>): Promise<unknown> {
    const { socket } = LiveClient.of(...parameters);
    try {
      const [error] = (await once(socket as never, 'connect_error')) as [Error & { data?: unknown }];
      return error.data ?? error.message;
    } finally {
      socket.close();
    }
  }

  all<Name extends Event>(event: Name): LiveMessages[Name][] {
    return this.heard
      .filter((one) => one.event === event)
      .map(({ message }) => message as LiveMessages[Name]);
  }

  /** The first message that fits, also one that has come already. */
  until<Name extends Event>(
    event: Name,
    fits: (message: LiveMessages[Name]) => boolean = () => true,
  ): Promise<LiveMessages[Name]> {
    return this.untilTrue(() => this.all(event).find(fits), event);
  }

  /** @param what for the error of a test that waits in vain */
  async untilTrue<Value>(ask: () => Value | undefined | false, what = String(ask)): Promise<Value> {
    for (;;) {
      const value = ask();
      if (value !== undefined && value !== false) return value;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          this.waiting.delete(look);
          reject(new Error(`It never came: ${what}. Heard: ${JSON.stringify(this.heard).slice(-2_000)}`));
        }, 10_000);
        const look = () => {
          clearTimeout(timer);
          this.waiting.delete(look);
          resolve();
        };
        this.waiting.add(look);
      });
    }
  }

  ask(event: string, ...values: unknown[]): Promise<LiveAnswer> {
    return this.socket.timeout(10_000).emitWithAck(event, ...values) as Promise<LiveAnswer>;
  }

  /** Follows a channel, and has its snapshot. */
  async follow(channel: string): Promise<Map<string, LiveItem>> {
    const answer = await this.ask('subscribe', { channel });
    if (!answer.ok) throw new Error(answer.problem.detail);
    return this.untilTrue(() => this.states.get(channel));
  }

  /** Reads nothing any more, as a computer that sleeps. */
  sleep(): void {
    this.wire.pause();
  }

  wake(): void {
    this.wire.resume();
  }

  close(): void {
    this.socket.close();
  }

  private get wire(): { pause(): void; resume(): void } {
    const { transport } = this.socket.io.engine as unknown as {
      transport: { ws: { pause(): void; resume(): void } };
    };
    return transport.ws;
  }

  private apply(event: Event, message: LiveMessages[Event]): void {
    if (event === 'snapshot') {
      const { channel, epoch, seq, data } = message as LiveMessages['snapshot'];
      this.states.set(channel, new Map(data.items.map((item) => [item.id, item])));
      this.positions.set(channel, { epoch, seq });
    } else if (event === 'delta') {
      this.advance(message as LiveMessages['delta']);
    } else if (event === 'lag') {
      this.askAgain((message as LiveMessages['lag']).channel);
    } else if (event === 'hello') {
      for (const channel of this.positions.keys()) this.askAgain(channel);
    }
  }

  private advance({ channel, seq, prev, ops }: LiveMessages['delta']): void {
    const position = this.positions.get(channel);
    const items = this.states.get(channel);
    if (!position || !items || position.seq !== prev) return this.askAgain(channel);
    for (const change of ops) {
      if (change.op === 'remove') items.delete(change.id);
      else items.set(change.id, change);
    }
    this.positions.set(channel, { ...position, seq });
  }

  private askAgain(channel: string): void {
    this.socket.emit('subscribe', { channel, since: this.positions.get(channel) });
  }
}
