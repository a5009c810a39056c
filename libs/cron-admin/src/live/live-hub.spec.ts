import { Logger } from '@nestjs/common';
import type { Incident } from 'nestjs-tracked-cron/monitor';
import { setImmediate as turn } from 'node:timers/promises';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import { LiveAudience, LiveReadings } from '../testing/live-audience.js';
import { MemoryBus } from '../testing/memory-bus.js';
import { parseChannel } from './channel-name.js';
import { LiveHub } from './live-hub.js';
import type { LiveDelta, LivePosition } from './protocol.js';

Logger.overrideLogger(false);
const LOG = 'logs:01a20902-d3f2-7000-8fdf-aefb0462c506';

describe('channels', () => {
  let clock: VirtualClock;
  let bus: MemoryBus;
  let reads: LiveReadings;
  let audience: LiveAudience;
  let hub: LiveHub;

  beforeEach(() => {
    clock = new VirtualClock();
    bus = new MemoryBus();
    reads = new LiveReadings('a', 'b');
    audience = new LiveAudience();
    hub = new LiveHub('epoch', reads, bus, audience, clock);
  });

  type Listener = ReturnType<LiveAudience['listener']>;
  const follow = async (listener: Listener, channel: string, since?: LivePosition | string) => {
    await hub.subscribe(listener, parseChannel(channel)!, since);
    await turn();
  };
  /** Something has changed, and its time has come. */
  const changed = async (...jobs: string[]) => {
    for (const job of jobs) bus.publish('execution', { job, id: 'x' });
    await turn();
    clock.advance(100);
    await turn();
  };
  const idsIn = ({ ops }: LiveDelta) => ops.map(({ op, id }) => `${op} ${id}`);

  it('that nobody follows are not there: no timer, no subscription, nothing read', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    expect([hub.size, bus.listening.size]).toEqual([1, 3]);
    hub.unsubscribe(listener, 'jobs');
    expect([hub.size, bus.listening.size, clock.untilNext]).toEqual([0, 0, undefined]);
    await changed('a');
    expect(reads.asked).toEqual(['statuses all']);
  });

  it('of incidents show those that are not over to who may see their jobs', async () => {
    const incident = (id: string, subject: string, state = 'open') =>
      ({ id, subject, state, severity: 'error', group: null, owner: null, tags: [] }) as unknown as Incident;
    const told = async (...jobs: string[]) => {
      for (const job of jobs) bus.publish('alert', { id: 'i', job, what: 'opened' });
      bus.publish('alert', { id: 'preferences', what: 'preference' });
      await turn();
      clock.advance(100);
      await turn();
    };
    reads.incidents.push(incident('i1', 'a'), incident('i2', '~monitor'));
    const [all, some] = [audience.listener('1'), audience.listener('2', (job) => job === 'b')];
    await follow(all, 'alerts');
    await follow(some, 'alerts');
    expect(all.all('snapshot')).toMatchObject([{ data: { items: [{ id: 'i1' }, { id: 'i2' }] } }]);
    expect(some.all('snapshot')).toMatchObject([{ data: { items: [] } }]);
    reads.incidents.push(incident('i3', 'b'));
    await told('b');
    expect(some.all('delta').map(idsIn)).toEqual([['upsert i3']]);
    reads.incidents.splice(0, 3, incident('i3', 'b', 'acknowledged'));
    await told('a', 'b');
    expect(all.all('delta').map(idsIn)).toEqual([['upsert i3'], ['upsert i3', 'remove i1', 'remove i2']]);
    expect(some.all('delta').map(idsIn)).toEqual([['upsert i3'], ['upsert i3']]);
  });

  it('of jobs carry the incident of each', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    reads.incidents.push({ id: 'i1', subject: 'a', state: 'open', severity: 'error' } as Incident);
    bus.publish('alert', { id: 'i1', job: 'a', what: 'opened' });
    await turn();
    clock.advance(100);
    await turn();
    const [{ ops }] = listener.all('delta');
    expect(ops).toMatchObject([
      { id: 'a', value: { incident: { id: 'i1', state: 'open', severity: 'error' } } },
    ]);
  });

  it('begin with a snapshot, and go on with numbered deltas, each of which names the one before', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    const [snapshot] = listener.all('snapshot');
    expect(snapshot).toMatchObject({
      channel: 'jobs',
      epoch: 'epoch',
      data: { items: [{ id: 'a' }, { id: 'b' }] },
    });
    reads.set('a', { owner: 'x' });
    await changed('a');
    reads.statuses.delete('b');
    await changed('b');
    const deltas = listener.all('delta');
    expect(deltas.map(idsIn)).toEqual([['upsert a'], ['remove b']]);
    expect(deltas.map(({ prev }) => prev)).toEqual([snapshot.seq, deltas[0].seq]);
    expect(deltas[1].seq).toBeGreaterThan(deltas[0].seq);
  });

  it('are read once for all who follow, in what came up within 100 ms together, and told once', async () => {
    const listeners = ['1', '2', '3'].map((id) => audience.listener(id));
    await Promise.all(listeners.map((one) => follow(one, 'jobs')));
    expect([reads.asked.length, audience.made]).toEqual([1, 1]);
    for (let round = 0; round < 50; round++) {
      for (const job of ['a', 'b']) {
        reads.set(job, { owner: String(round) });
        bus.publish('execution', { job });
      }
    }
    await turn();
    reads.set('a', { owner: 'later' });
    bus.publish('execution', { job: 'a' });
    await turn();
    expect(reads.asked).toEqual(['statuses all', 'statuses a,b']);
    clock.advance(100);
    await turn();
    expect(reads.asked.slice(2)).toEqual(['statuses a']);
    expect(listeners.map((one) => one.all('delta').length)).toEqual([2, 2, 2]);
    expect(audience.made).toBe(3);
  });

  it('say nothing where nothing has changed', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    await changed('a');
    expect(reads.asked).toHaveLength(2);
    expect(listener.all('delta')).toEqual([]);
  });

  it('go on where a client was, and begin anew for a number of another epoch', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    const [{ seq }] = listener.all('snapshot');
    const other = audience.listener('2');
    await follow(other, 'jobs');
    hub.unsubscribe(listener, 'jobs');
    for (const owner of ['x', 'y']) {
      reads.set('a', { owner });
      await changed('a');
    }
    await follow(listener, 'jobs', { epoch: 'epoch', seq });
    const [missed] = listener.all('delta');
    expect(missed).toMatchObject({
      prev: seq,
      seq: other.all('delta')[1].seq,
      ops: [{ id: 'a', value: { owner: 'y' } }],
    });
    const third = audience.listener('3');
    await follow(third, 'jobs', { epoch: 'before', seq });
    expect(third.all('snapshot')).toHaveLength(1);
  });

  it('never count a number twice, also when they were closed in between', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    const [{ seq }] = listener.all('snapshot');
    hub.unsubscribe(listener, 'jobs');
    reads.set('a', { owner: 'changed meanwhile' });
    await follow(listener, 'jobs', { epoch: 'epoch', seq });
    expect(listener.all('snapshot')).toHaveLength(2);
  });

  it('show each set of rights what it may see, asked once for each job, also for one that is new', async () => {
    const asked: string[] = [];
    const only = audience.listener('only', async (job) => {
      asked.push(job);
      return job !== 'a';
    });
    const all = audience.listener('all');
    await Promise.all([follow(only, 'jobs'), follow(all, 'jobs'), follow(only, 'stats')]);
    for (const job of ['a', 'b', 'c']) reads.set(job, { description: 'x' });
    await changed('a', 'b', 'c');
    const snapshots = only.all('snapshot');
    expect(snapshots.map(({ data }) => data.items.map(({ id }) => id))).toEqual([['b'], ['now']]);
    expect(snapshots[1].data.items[0].value).toMatchObject({ jobs: 1 });
    const ofJobs = only.all('delta').filter(({ channel }) => channel === 'jobs');
    expect(ofJobs.map(idsIn)).toEqual([['upsert b', 'upsert c']]);
    expect(only.all('delta').find(({ channel }) => channel === 'stats')!.ops[0]).toMatchObject({
      value: { jobs: 2 },
    });
    expect(all.all('delta').map(idsIn)).toEqual([['upsert a', 'upsert b', 'upsert c']]);
    expect(asked.sort()).toEqual(['a', 'b', 'c']);
    reads.set('a', { description: 'y' });
    const before = only.heard.length;
    await changed('a');
    expect(only.heard.slice(before).map(({ message }) => message)).toEqual([]);
  });

  it('take away a job that changed hands, and show it to whose it is now', async () => {
    const jobs = new Map([['a', 'mine']]);
    const mine = audience.listener('mine', (job) => job !== 'a' || jobs.get('a') === 'mine');
    const theirs = audience.listener('theirs', (job) => job !== 'a' || jobs.get('a') === 'theirs');
    reads.set('a', { owner: 'mine' });
    await Promise.all([follow(mine, 'jobs'), follow(theirs, 'jobs')]);
    jobs.set('a', 'theirs');
    reads.set('a', { owner: 'theirs' });
    await changed('a');
    expect(mine.all('delta').map(idsIn)).toEqual([['remove a']]);
    expect(theirs.all('delta').map(idsIn)).toEqual([['upsert a']]);
  });

  it('let nobody see anything by an access object that fails', async () => {
    const unlucky = audience.listener('unlucky', () => Promise.reject(new Error('no directory')));
    await follow(unlucky, 'jobs');
    expect(unlucky.all('snapshot')[0].data.items).toEqual([]);
  });

  it('do not wait for who is slow, and tell it', async () => {
    const slow = audience.listener('slow');
    const quick = audience.listener('quick');
    await Promise.all([follow(slow, 'jobs'), follow(quick, 'jobs')]);
    slow.isSlow = true;
    for (const owner of ['x', 'y']) {
      reads.set('a', { owner });
      await changed('a');
    }
    expect([slow.lagged, slow.all('delta').length, quick.all('delta').length]).toEqual([['jobs'], 0, 2]);
    await follow(slow, 'jobs'); // asks although it still reads nothing: no snapshot lies about for it
    expect([slow.lagged, slow.all('snapshot').length]).toEqual([['jobs', 'jobs'], 1]);
  });

  it('are tried again when they can not be read, and refuse who comes first', async () => {
    reads.failure = new Error('database away');
    const listener = audience.listener('1');
    await expect(follow(listener, 'jobs')).rejects.toThrow('database away');
    expect(hub.size).toBe(0);
    reads.failure = null;
    await follow(listener, 'jobs');
    reads.failure = new Error('database away again');
    reads.set('a', { owner: 'x' });
    await changed('a');
    reads.failure = null;
    clock.advance(1_000);
    await turn();
    expect(listener.all('delta').map(idsIn)).toEqual([['upsert a']]);
  });

  it('are read as a whole when hints may have been missed, and now and then in any case', async () => {
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    reads.set('b', { owner: 'unheard' });
    bus.miss();
    await turn();
    expect(listener.all('delta').map(idsIn)).toEqual([['upsert b']]);
    reads.set('b', { owner: 'unheard again' });
    clock.advance(10_000);
    await turn();
    expect(listener.all('delta')).toHaveLength(2);
  });

  it('of many jobs are looked at part by part, and as a whole each minute', async () => {
    const names = Array.from({ length: 20 }, (_, nth) => `job${nth}`);
    reads = new LiveReadings(...names);
    hub = new LiveHub('epoch', reads, bus, audience, clock);
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000);
        await turn();
      }
      return reads.asked.splice(0);
    };
    reads.asked.splice(0);
    for (const name of names) reads.set(name, { owner: 'unheard' });
    const parts = await pass(10);
    expect(parts).toHaveLength(10);
    expect(parts.flatMap((asked) => asked.replace('statuses ', '').split(',')).sort()).toEqual(names.sort());
    expect(listener.all('delta').map(({ ops }) => ops.length)).toEqual(parts.map(() => 2));
    reads.set('new', { owner: 'unheard' });
    const rest = await pass(50);
    expect(rest.filter((asked) => asked === 'statuses all')).toHaveLength(1);
    expect(listener.all('delta').map(idsIn).at(-1)).toEqual(['upsert new']);
  });

  it('of very many jobs are read at once every ten seconds, as parts would be too large', async () => {
    reads = new LiveReadings(...Array.from({ length: 20_001 }, (_, nth) => `job${nth}`));
    hub = new LiveHub('epoch', reads, bus, audience, clock);
    await follow(audience.listener('1'), 'jobs');
    reads.asked.splice(0);
    for (const expected of [0, 1, 2]) {
      expect(reads.asked).toEqual(Array.from({ length: expected }, () => 'statuses all'));
      for (let second = 0; second < 10; second += 1) {
        clock.advance(1_000);
        await turn();
      }
    }
  });

  it('are looked at every two seconds where nobody hears of other instances', async () => {
    bus.hearsOthers = false;
    const listener = audience.listener('1');
    await follow(listener, 'jobs');
    reads.set('a', { owner: 'x' });
    clock.advance(2_000);
    await turn();
    expect(listener.all('delta')).toHaveLength(1);
  });

  describe('of logs', () => {
    const texts = (listener: Listener) =>
      listener.all('lines').flatMap(({ lines }) => lines.map(({ text }) => text));
    const written = async () => {
      bus.publish('logs', { id: LOG.slice(5) });
      await turn();
      clock.advance(100);
      await turn();
    };

    it('bring what there is, in pages, and then what comes, read once for all', async () => {
      for (let line = 1; line <= 2_500; line++) reads.say(String(line));
      const one = audience.listener('1');
      await follow(one, LOG);
      expect(one.all('lines').map(({ from, to, lines }) => [from, to, lines.length])).toEqual([
        [null, '1.1000', 1_000],
        ['1.1000', '1.2000', 1_000],
        ['1.2000', '1.2500', 500],
      ]);
      const two = audience.listener('2');
      await follow(two, LOG, '1.2499');
      expect(texts(two)).toEqual(['2500']);
      const before = reads.asked.length;
      reads.say('new');
      await written();
      expect(reads.asked.length - before).toBe(1);
      expect([texts(one).at(-1), texts(two)]).toEqual(['new', ['2500', 'new']]);
    });

    it('send nobody a line twice or out of order, whenever he comes', async () => {
      const early = audience.listener('1');
      await follow(early, LOG);
      expect(early.all('lines')).toEqual([{ channel: LOG, from: null, to: null, lines: [], dropped: 0 }]);
      const late = audience.listener('2');
      reads.say('1');
      const coming = follow(late, LOG);
      reads.say('2');
      bus.publish('logs', { id: LOG.slice(5) });
      await coming;
      reads.say('3');
      await written();
      await written();
      expect([texts(early), texts(late)]).toEqual([
        ['1', '2', '3'],
        ['1', '2', '3'],
      ]);
    });

    it('say how many lines are not kept', async () => {
      reads.say('first');
      reads.lines.push({ ...reads.lines[0], sequence: 9, text: 'later', dropped: 7 });
      const one = audience.listener('1');
      await follow(one, LOG);
      expect(one.all('lines')).toMatchObject([{ from: null, to: '1.9', dropped: 7 }]);
    });

    it('do not wait for who is slow', async () => {
      const slow = audience.listener('slow');
      await follow(slow, LOG);
      slow.isSlow = true;
      reads.say('1');
      await written();
      expect([slow.lagged, texts(slow), hub.size]).toEqual([[LOG], [], 0]);
    });
  });
});
