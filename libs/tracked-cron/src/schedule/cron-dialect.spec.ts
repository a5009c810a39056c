import { CronExpression } from '@nestjs/schedule';
import { CronTime } from 'cron';
import fc from 'fast-check';
import { PRESETS } from './cron-expression.js';
import { Schedule } from './schedule.js';

const STARTS = ['2026-02-27T23:58:58.000Z', '2026-12-31T23:59:59.500Z'].map(Date.parse);

/** The next slots as the `cron` package sees them, or the reason it has none. */
function slotsOfCron(expression: string, after: number, count: number): number[] | 'invalid' | 'never' {
  let time: CronTime;
  try {
    time = new CronTime(expression, 'UTC');
  } catch {
    return 'invalid';
  }
  const slots: number[] = [];
  for (let at = after; slots.length < count; at = slots[slots.length - 1]!) {
    try {
      slots.push(time.getNextDateFrom(new Date(at), 'UTC').toMillis());
    } catch {
      return slots.length === 0 ? 'never' : slots;
    }
  }
  return slots;
}

function expectSame(expression: string, count: number): void {
  for (const start of STARTS) {
    const theirs = slotsOfCron(expression, start, count);
    if (theirs === 'invalid' || theirs === 'never') {
      expect(() => new Schedule(expression, { timeZone: 'UTC' })).toThrow(
        expect.objectContaining({ code: 'INVALID_EXPRESSION' }),
      );
      return;
    }
    const schedule = new Schedule(expression, { timeZone: 'UTC' });
    const ours: number[] = [];
    for (let at = start; ours.length < theirs.length; at = ours[ours.length - 1]!)
      ours.push(schedule.nextAfter(at));
    expect({ expression, slots: ours }).toEqual({ expression, slots: theirs });
  }
}

const WRITTEN_BY_HAND = [
  '* * * * *', '*/5 * * * *', '*/7 * * * *', '0-59/9 * * * *', '3/20 * * * *', '5,10-12,40/10 * * * *',
  '0 0 * * 0', '0 0 * * 7', '0 0 * * 0,7', '0 0 * * 5-7', '0 0 * * 6-7', '0 0 * * 1/2', '0 0 * * */2', '0 0 * * */3',
  '0 0 * * 0-7', '0 0 * * 0-6', '0 0 * * 7/1', '0 0 * * 3/4', '0 0 * * sun', '0 0 * * SUN,wed', '0 0 * * Mon-Fri',
  '0 0 1 jan *', '0 0 1 JAN-mar *', '0 0 1 feb,dec *', '0 0 13 * 5', '0 0 13 * fri', '0 0 */2 * 1', '0 0 1-31 * 1',
  '0 0 1-31/1 * 1', '0 0 13 * *', '0 0 31 * *', '0 0 29 2 *', '0 0 29-31 2 *', '0 0 30 2 1', '0 0 30 * *', '0 0 31 */2 *',
  '* * * * * *', '*/10 * * * * *', '30 30 12 * * *', '59 59 23 31 12 *', '0 0 0 1 1 *', '15,45 */15 9-17 * * 1-5',
  '007 08 09 01 01 *', '  0   12 * *  * ', '\t0 12\t* * *\n', 'mon * * * *', '* jan * * *', '0 0 * janfeb *', '0 0 1feb * *',
  '0 0 1-5/2,10-20/5 1-6/2 *', '0 22-23,0-6 * * *', '0 0 1 1-12/11 *', '59 23 31 12 *', '0 0 28-31 2 *', '0 0/6 * * *',
  // refused by both
  '', ' ', '*', '* * * *', '* * * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * 32 * *', '* * * 0 *', '* * * 13 *',
  '* * * * 8', '-1 * * * *', '1- * * * *', '5-1 * * * *', '* * * * fri-mon', '*/0 * * * *', '1/0 * * * *', '** * * * *',
  '*5 * * * *', '5* * * * *', '*-5 * * * *', '*/5/5 * * * *', '1,,2 * * * *', ',1 * * * *', '1.5 * * * *', '? * * * *',
  '* * ? * *', '* * L * *', '* * 15W * *', '* * * * 5#2', '* * * * monday', 'x * * * *', '@reboot', '@annually', '@', '@daily x',
  '0 0 30 2 *', '0 0 31 2,4,6,9,11 *', '0 0 1-100000000 * *', '1-99999999999999999999 * * * *', '*/a * * * *', '+1 * * * *',
]; // prettier-ignore

function field(low: number, high: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: low, max: high });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: high + 2 });
  const element = fc.oneof(
    { weight: 3, arbitrary: value.map(String) },
    { weight: 2, arbitrary: range },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.oneof(range, value.map(String), fc.constant('*')), step).map((p) => p.join('/')),
    },
  );
  const list = fc.array(element, { minLength: 1, maxLength: 3 }).map((elements) => elements.join(','));
  return fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, { weight: 3, arbitrary: list });
}

const fiveFields = [field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7)] as const;
const anyExpression = fc
  .oneof(fc.tuple(...fiveFields), fc.tuple(field(0, 59), ...fiveFields))
  .map((f) => f.join(' '));

describe('The dialect, compared with the cron package in UTC', () => {
  it.each([...Object.keys(PRESETS), ...new Set(Object.values(CronExpression)), ...WRITTEN_BY_HAND])(
    'reads %j alike',
    (expression) => expectSame(expression, 4),
  );

  it('reads 300 random expressions alike', () => {
    for (const expression of fc.sample(anyExpression, { seed: 20_240_331, numRuns: 300 }))
      expectSame(expression, 3);
  });
});
