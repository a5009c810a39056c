import { TrackedCronEvents } from 'nestjs-tracked-cron';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import type { AlertMessage } from '../alerts/alert-message.js';
import { DatabaseOutageTeller } from './database-outage.teller.js';

const SECOND = 1_000;
const START = Date.parse('2026-03-01T02:00:00Z');

describe('an instance whose database is away', () => {
  let clock: VirtualClock;
  let events: TrackedCronEvents;
  let teller: DatabaseOutageTeller;
  let told: { at: number; message: AlertMessage }[];

  beforeEach(() => {
    clock = new VirtualClock(START);
    events = new TrackedCronEvents();
    told = [];
    const delivery = {
      send: async (_: unknown, message: AlertMessage) => {
        told.push({ at: (clock.now() - START) / SECOND, message });
        return 1;
      },
    };
    const here = { application: 'shop', environment: 'production', instance: 'api-1 (process 7)' };
    teller = new DatabaseOutageTeller(events, delivery, [], clock, here);
    teller.onModuleInit();
  });
  afterEach(() => teller.onModuleDestroy());

  const outage = { since: new Date(START - 10 * SECOND), error: 'connect ECONNREFUSED 10.0.0.5:5432' };
  const lost = () =>
    events.emit('database.lost', () => ({ ...outage, since: new Date(clock.now() - 10 * SECOND) }));
  const back = () => events.emit('database.back', () => outage);
  const tellings = () => told.map(({ at, message }) => [at, message.word]);

  it('says so a minute after its last answer, and once that it is back', () => {
    lost();
    clock.advance(49 * SECOND);
    expect(told).toEqual([]);
    clock.advance(SECOND);
    expect(tellings()).toEqual([[50, 'BLIND']]);
    clock.advance(250 * SECOND);
    back();
    clock.advance(0);
    clock.advance(600 * SECOND);
    expect(tellings()).toEqual([
      [50, 'BLIND'],
      [300, 'RECOVERED'],
    ]);
    expect(told[0].message).toMatchObject({
      title: 'BLIND · database of scheduled jobs · production',
      severity: 'critical',
      sentence:
        'The database has not answered api-1 (process 7) for 1 m, since 2026-03-01 01:59:50 UTC: connect ECONNREFUSED 10.0.0.5:5432',
    });
    expect(told[1].message.sentence).toBe(
      'The database answers api-1 (process 7) again, after 5 m 10 s (since 2026-03-01 01:59:50 UTC).',
    );
  });

  it('says nothing of an absence that is over sooner', () => {
    lost();
    clock.advance(49 * SECOND);
    back();
    clock.advance(600 * SECOND);
    expect(told).toEqual([]);
  });

  it('says it at once where it has been away for longer than that already, as at boot', () => {
    events.emit('database.lost', () => ({ ...outage, since: new Date(START - 61 * SECOND) }));
    clock.advance(0);
    expect(tellings()).toEqual([[0, 'BLIND']]);
  });

  it('tells at most once a minute of one that comes and goes, of each return after its loss', () => {
    for (let time = 0; time < 40; time++) {
      lost();
      clock.advance((time % 4) * 20 * SECOND + SECOND);
      back();
      clock.advance((time % 3) * 20 * SECOND + SECOND);
    }
    clock.advance(60 * SECOND);
    expect(told.length).toBeGreaterThan(4);
    const pauses = told.slice(1).map(({ at }, index) => at - told[index].at);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(60);
    expect(told.map(({ message }) => message.word)).toEqual(
      told.map((_, index) => (index % 2 === 0 ? 'BLIND' : 'RECOVERED')),
    );
  });
});
