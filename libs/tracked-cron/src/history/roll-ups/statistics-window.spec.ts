import { halvesOf, windowOf, type StatisticsReach, type Stretch } from './statistics-window.js';

const NOW = Date.parse('2026-11-26T10:20:30Z');
const ALL: StatisticsReach = {
  now: NOW,
  rowsFrom: -Infinity,
  hoursFrom: -Infinity,
  daysUntil: Date.parse('2026-11-26T00:00:00Z'),
};

const at = (day: number, time = '00:00') => Date.parse(`2026-11-${String(day).padStart(2, '0')}T${time}Z`);
const shown = (stretches: readonly Stretch[]) =>
  stretches.map(
    ({ from, to }) =>
      `${new Date(from).toISOString().slice(8, 16)}/${new Date(to).toISOString().slice(8, 16)}`,
  );

function windowShown(from: number, to: number, reach = ALL, smallest: 'hour' | 'day' = 'day') {
  const { days, hours, cuts, ...window } = windowOf({ from, to }, reach, smallest);
  return { window: shown([window])[0], days: shown(days), hours: shown(hours), cuts: shown(cuts) };
}

describe('a window of statistics', () => {
  it('is put together from whole days, whole hours, and the hours that it cuts', () => {
    expect(windowShown(at(20, '21:30'), at(23, '02:15'))).toEqual({
      window: '20T21:30/23T02:15',
      days: ['21T00:00/23T00:00'],
      hours: ['20T22:00/21T00:00', '23T00:00/23T02:00'],
      cuts: ['20T21:30/20T22:00', '23T02:00/23T02:15'],
    });
  });

  it('ends now at the latest, with all of the hour that goes on', () => {
    expect(windowShown(at(25, '09:00'), at(29))).toEqual({
      window: '25T09:00/26T10:20',
      days: [],
      hours: ['25T09:00/26T11:00'],
      cuts: [],
    });
  });

  it('holds the slot that is due at this very instant', () => {
    const onTheHour = { ...ALL, now: at(26, '10:00') };
    expect(windowShown(at(26, '08:00'), at(26, '10:00'), onTheHour).hours).toEqual(['26T08:00/26T11:00']);
  });

  it('within one hour is nothing but a cut', () => {
    expect(windowShown(at(20, '21:10'), at(20, '21:20'))).toMatchObject({
      days: [],
      hours: [],
      cuts: ['20T21:10/20T21:20'],
    });
  });

  it('needs hours where they are told apart, and for days that are not added up yet', () => {
    expect(windowShown(at(20), at(23), ALL, 'hour')).toMatchObject({
      days: [],
      hours: ['20T00:00/23T00:00'],
    });
    expect(windowShown(at(20), at(23), { ...ALL, daysUntil: at(22) })).toMatchObject({
      days: ['20T00:00/22T00:00'],
      hours: ['22T00:00/23T00:00'],
    });
  });

  it('is widened to whole hours where the executions are gone, and to whole days where the hours are', () => {
    const short = { ...ALL, rowsFrom: at(22), hoursFrom: at(15) };
    expect(windowShown(at(20, '21:30'), at(21, '02:15'), short)).toEqual({
      window: '20T21:00/21T03:00',
      days: [],
      hours: ['20T21:00/21T03:00'],
      cuts: [],
    });
    expect(windowShown(at(10, '21:30'), at(12, '02:15'), short)).toEqual({
      window: '10T00:00/13T00:00',
      days: ['10T00:00/13T00:00'],
      hours: [],
      cuts: [],
    });
  });

  it('has two halves, which hold all of it once', () => {
    const whole = windowOf({ from: at(20, '21:30'), to: at(24, '02:15') }, ALL, 'day');
    expect(halvesOf(whole).map(({ days, hours, cuts }) => [shown(days), shown(hours), shown(cuts)])).toEqual([
      [['21T00:00/22T00:00'], ['20T22:00/20T23:00', '24T00:00/24T01:00'], ['20T21:30/20T22:00']],
      [['22T00:00/24T00:00'], ['20T23:00/21T00:00', '24T01:00/24T02:00'], ['24T02:00/24T02:15']],
    ]);
  });
});
