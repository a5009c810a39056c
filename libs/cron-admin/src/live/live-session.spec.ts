import { Logger } from '@nestjs/common';
import { setImmediate as turn } from 'node:timers/promises';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import type { Principal } from '../access/cron-admin-access.js';
import { LiveReadings } from '../testing/live-audience.js';
import { MemoryBus } from '../testing/memory-bus.js';
import { LiveHub } from './live-hub.js';
import { LiveSession, type MayFollow } from './live-session.js';
import type { LiveConnection, LiveSocket } from './live-socket.js';
import type { LiveAnswer, LiveProblem } from './protocol.js';
import { Rights } from './rights.js';

Logger.overrideLogger(false);

/** A socket whose network takes everything, or nothing. */
class PipedSocket implements LiveSocket {
  readonly id = 'one';
  readonly handshake = { headers: {}, auth: {}, address: '127.0.0.1' };
  readonly heard: { event: string; message: unknown }[] = [];
  readonly rooms = new Set<string>();
  writeBuffer: { data: string }[] = [];
  reads = true;
  connected = true;
  terminated = false;
  private any: (event: string, ...values: unknown[]) => void = () => {};
  private drained: (() => void)[] = [];

  get conn(): LiveConnection {
    return {
      transport: { name: 'websocket', socket: { terminate: () => (this.terminated = true) } },
      writeBuffer: this.writeBuffer,
      once: (_, listener) => this.drained.push(listener),
    };
  }

  get waitingBytes(): number {
    return this.writeBuffer.reduce((sum, { data }) => sum + data.length, 0);
  }

  emit(event: string, message: unknown): void {
    if (this.reads) this.heard.push({ event, message });
    else this.writeBuffer.push({ data: JSON.stringify([event, message]) });
  }

  /** Reads again. */
  wake(): void {
    this.reads = true;
    this.writeBuffer = [];
    for (const listener of this.drained.splice(0)) listener();
  }

  send(event: string, ...values: unknown[]): void {
    this.any(event, ...values);
  }

  ask(event: string, message: unknown): Promise<LiveAnswer> {
    return new Promise((resolve) => this.send(event, message, resolve));
  }

  join(room: string): void {
    this.rooms.add(room);
  }

  leave(room: string): void {
    this.rooms.delete(room);
  }

  onAny(listener: (event: string, ...values: unknown[]) => void): void {
    this.any = listener;
  }

  once(): void {}

  disconnect(): void {
    this.connected = false;
  }

  problems(): LiveProblem['problem'][] {
    return this.heard
      .filter(({ event }) => event === 'problem')
      .map(({ message }) => (message as LiveProblem).problem);
  }
}

describe('a client that is connected', () => {
  let clock: VirtualClock;
  let bus: MemoryBus;
  let reads: LiveReadings;
  let socket: PipedSocket;
  let hub: LiveHub;

  beforeEach(() => {
    clock = new VirtualClock();
    bus = new MemoryBus();
    reads = new LiveReadings('a');
    socket = new PipedSocket();
    hub = new LiveHub(
      'epoch',
      reads,
      bus,
      {
        toRoom: (room, event, message) => socket.rooms.has(room) && socket.emit(event, message),
        toSockets: (_, event, message) => socket.emit(event, message),
      },
      clock,
    );
  });

  const begin = (principal: Principal = { name: 'somebody' }, may: MayFollow = async () => {}) => {
    const entrant = { principal, scope: null, rights: 'all', hidden: [] };
    const access = { authenticate: () => null, can: () => true };
    const rights = new Rights(entrant, access, { application: 'shop', environment: 'test' });
    const session = new LiveSession(socket, entrant, rights, hub, may, clock);
    session.begin();
    return session;
  };
  const grow = async (owner: string) => {
    reads.set('a', { owner });
    bus.publish('job', { job: 'a' });
    await turn();
    clock.advance(100);
    await turn();
  };

  it('has no more than a megabyte held for it when it never reads, and hears that it lags once it does', async () => {
    begin();
    await socket.ask('subscribe', { channel: 'jobs' });
    await turn();
    socket.reads = false;
    for (let round = 0; round < 100; round++) await grow(String(round).repeat(100_000));
    expect(socket.waitingBytes).toBeLessThan(2 * 2 ** 20);
    expect([socket.rooms.size, hub.size]).toEqual([0, 0]); // nothing is read for it either
    socket.wake();
    expect(socket.heard.at(-1)).toEqual({ event: 'lag', message: { channel: 'jobs' } });
    expect(await socket.ask('subscribe', { channel: 'jobs' })).toEqual({ ok: true });
    await turn();
    expect(socket.heard.at(-1)).toMatchObject({ event: 'snapshot' });
  });

  it('is cut off when it sends and sends without reading', async () => {
    begin();
    reads.set('a', { owner: 'x'.repeat(600_000) });
    socket.reads = false;
    for (let round = 0; round < 1_000 && socket.connected; round++) {
      socket.send('subscribe', { channel: 'jobs' });
      for (let turns = 0; turns < 3; turns++) await turn(); // until its snapshot has left
    }
    expect([socket.connected, socket.terminated]).toEqual([false, true]);
    expect(socket.waitingBytes).toBeLessThan(3 * 2 ** 20);
  });

  it('is cut off when it sends faster than it is answered', async () => {
    begin();
    for (let message = 0; message <= 101; message++) socket.send('subscribe', { channel: 'jobs' });
    expect(socket.connected).toBe(false);
    expect(socket.problems()[0].detail).toMatch(/wait for answers/);
  });

  it('is answered one message after the other, whatever becomes of each', async () => {
    const order: string[] = [];
    begin({ name: 'somebody' }, async (_, topic) => {
      order.push(topic.kind);
      if (topic.kind === 'stats') throw new Error('of an access object');
    });
    const answers = await Promise.all(
      ['jobs', 'stats', 'jobs'].map((channel) => socket.ask('subscribe', { channel })),
    );
    expect(answers).toMatchObject([{ ok: true }, { ok: false, problem: { status: 500 } }, { ok: true }]);
    expect(JSON.stringify(answers)).not.toContain('of an access object');
    expect(order).toEqual(['jobs', 'stats', 'jobs']);
  });

  it('follows at most fifty channels', async () => {
    begin();
    for (let job = 0; job < 50; job++) {
      const id = `01a20902-d3f2-7000-8fdf-0000000000${String(job).padStart(2, '0')}`;
      expect(await socket.ask('subscribe', { channel: `logs:${id}` })).toEqual({ ok: true });
    }
    expect(await socket.ask('subscribe', { channel: 'jobs' })).toMatchObject({
      ok: false,
      problem: { status: 400 },
    });
    await socket.ask('unsubscribe', { channel: 'logs:01a20902-d3f2-7000-8fdf-000000000007' });
    expect(await socket.ask('subscribe', { channel: 'jobs' })).toEqual({ ok: true });
  });

  it('is gone when what proved who it is ends, not before, and leaves nothing behind', async () => {
    const session = begin({ name: 'somebody', expiresAt: new Date(clock.now() + 60 * 24 * 3_600_000) });
    await socket.ask('subscribe', { channel: 'jobs' });
    clock.advance(59 * 24 * 3_600_000); // longer than a timer of Node can wait
    expect(socket.connected).toBe(true);
    clock.advance(24 * 3_600_000);
    expect(socket.connected).toBe(false);
    expect(socket.problems()).toMatchObject([{ status: 401 }]);
    session.end();
    expect(hub.size).toBe(0);
  });

  it('that leaves while it is asked about follows nothing', async () => {
    let allow = () => {};
    begin({ name: 'somebody' }, () => new Promise((resolve) => (allow = resolve)));
    const answer = socket.ask('subscribe', { channel: 'jobs' });
    await turn();
    socket.connected = false;
    allow();
    await answer;
    expect(hub.size).toBe(0);
  });
});
