import { TrackedCronEvents } from 'nestjs-tracked-cron';
import { VirtualClock } from 'nestjs-tracked-cron/testing';
import { ChangeWatch, type ChangeBus } from './change-watch.js';

describe('who watches for changes', () => {
  const clock = new VirtualClock(Date.parse('2026-03-04T12:00:00Z'));
  const events = new TrackedCronEvents();
  const listeners = new Map<string, { changed: () => void; missed: () => void }>();
  const bus: ChangeBus = {
    publish: () => {},
    subscribe: (topic, changed, { missed }) => {
      listeners.set(topic, { changed, missed });
      return () => listeners.delete(topic);
    },
  };
  const changes: string[][] = [];
  let watch: ChangeWatch;
  beforeEach(() => {
    changes.length = 0;
    watch = new ChangeWatch(events, bus, clock, (...topics) => changes.push([...topics]));
  });
  afterEach(() => watch.close());

  it('hears what happens in this process, whether or not anybody asks', () => {
    events.emit('execution.refused', () => ({ executionId: '', jobName: '' }));
    events.emit('breaker.closed', () => ({ jobName: '' }));
    events.emit('instance.left', () => ({ instanceId: '' }));
    expect(changes).toEqual([['execution'], ['job'], ['instance']]);
    watch.close();
    events.emit('breaker.closed', () => ({ jobName: '' }));
    expect(changes).toHaveLength(3);
  });

  it('listens to others as long as somebody asks, because that costs them something', () => {
    expect(listeners.size).toBe(0);
    watch.asked();
    expect([...listeners.keys()]).toEqual(['execution', 'job', 'instance']);
    listeners.get('job')!.changed();
    expect(changes).toEqual([['job']]);
    clock.advance(40_000);
    watch.asked();
    clock.advance(59_999);
    expect(listeners.size).toBe(3);
    clock.advance(1);
    expect(listeners.size).toBe(0);
    watch.asked();
    expect(listeners.size).toBe(3);
  });

  it('takes everything for changed where something may not have been heard', () => {
    watch.asked();
    listeners.get('job')!.missed();
    expect(changes).toEqual([['execution', 'job', 'instance']]);
  });
});
