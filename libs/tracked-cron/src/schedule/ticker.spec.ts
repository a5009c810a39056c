import { Clock, type ClockTimer } from '../clock.js';
import { DatabaseClock } from '../database/database-clock.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { Ticker } from './ticker.js';

/** Knows which timers it was asked for. */
class Noting extends VirtualClock {
  readonly delays: number[] = [];

  override after(delay: number, callback: () => void): ClockTimer {
    this.delays.push(delay);
    return super.after(delay, callback);
  }
}

describe('Ticker', () => {
  let clock: VirtualClock;
  let databaseClock: DatabaseClock;
  let due: number[];
  let woken: number[];
  let ticker: Ticker;

  beforeEach(() => {
    clock = new VirtualClock(0);
    databaseClock = new DatabaseClock(clock);
    due = [];
    woken = [];
    ticker = tickerOn(clock);
  });

  const tickerOn = (time: Clock, longestSleep?: number) =>
    new Ticker(
      time,
      databaseClock,
      () => due[0],
      (now) => {
        woken.push(now);
        due = due.filter((at) => at > now);
      },
      longestSleep,
    );

  it('wakes at each due instant, not before', () => {
    due = [1_000, 1_500, 90_000];
    ticker.start();
    clock.advance(999);
    expect(woken).toEqual([]);
    clock.advance(100_000);
    expect(woken).toEqual([1_000, 1_500, 90_000]);
  });

  it('wakes earlier when something is due earlier than it knew', () => {
    due = [10_000];
    ticker.start();
    due = [2_000, 10_000];
    ticker.rearm();
    clock.advance(2_000);
    expect(woken).toEqual([2_000]);
  });

  it('sleeps through to what is due where its clock is never measured anew', () => {
    due = [3_600_000];
    tickerOn(clock, 2 ** 31 - 1).start();
    expect(clock.untilNext).toBe(3_600_000);
    clock.advance(3_600_000);
    expect(woken).toEqual([3_600_000]);
  });

  it('keeps one timer, however often it is told', () => {
    due = [10_000];
    ticker.start();
    clock.advance(1_000);
    for (let n = 0; n < 10; n++) ticker.rearm();
    expect(clock.pending).toBe(1);
    expect(clock.untilNext).toBe(9_000);
  });

  it('sets no timer anew for what is due no earlier than it wakes', () => {
    const noting = new Noting(0);
    const noticed = tickerOn(noting);
    due = [10_000];
    noticed.start();
    due = [10_000, 20_000];
    noticed.rearm();
    expect(noting.delays).toEqual([10_000]);
    due = [9_999, 10_000];
    noticed.rearm();
    expect(noting.delays).toEqual([10_000, 9_999]);
    expect(noting.pending).toBe(1);
  });

  it('sets none before it is started, and none for nothing', () => {
    due = [1_000];
    ticker.rearm();
    expect(clock.pending).toBe(0);
    due = [];
    ticker.start();
    expect(clock.pending).toBe(0);
    due = [1_000];
    ticker.rearm();
    expect(clock.untilNext).toBe(1_000);
  });

  it('wakes at once for what is overdue', () => {
    clock.advance(5_000);
    due = [1_000];
    const noting = new Noting(5_000);
    tickerOn(noting).start();
    expect(noting.delays).toEqual([0]);
  });

  it('asks for no timer beyond half a minute, and still comes to what is due in a century', () => {
    const noting = new Noting(0);
    const { delays } = noting;
    due = [100 * 365 * 24 * 3_600_000];
    tickerOn(noting).start();
    noting.advance(120_000);
    expect(delays).toHaveLength(5);
    expect(Math.max(...delays)).toBeLessThanOrEqual(30_000);
    expect(woken).toEqual([]);
  });

  it('sets its timer again when it fires early', () => {
    due = [1_000];
    ticker.start();
    // database time turns out to be behind what the timer was set by
    databaseClock.observe(0, -400, 0);
    clock.advance(1_000);
    expect(woken).toEqual([]);
    clock.advance(400);
    expect(woken).toEqual([1_000]);
  });

  it('notices within half a minute that database time is ahead', () => {
    due = [50_000];
    ticker.start();
    databaseClock.observe(0, 40_000, 0);
    clock.advance(30_000);
    expect(woken).toEqual([70_000]);
  });

  it.each([7_200_000, -7_200_000])('is not moved by a wall clock that is stepped by %i ms', (step) => {
    due = [10_000];
    ticker.start();
    clock.step(step);
    clock.advance(9_999);
    expect(woken).toEqual([]);
    clock.advance(1);
    expect(woken).toEqual([10_000]);
  });

  it('shows when it woke last, and is silent once stopped', () => {
    due = [1_000, 2_000];
    ticker.start();
    clock.advance(1_000);
    expect(ticker.lastTickAt).toBe(1_000);
    ticker.stop();
    ticker.rearm();
    expect(clock.pending).toBe(0);
    clock.advance(10_000);
    expect(woken).toEqual([1_000]);
    expect(clock.pending).toBe(0);
  });
});
