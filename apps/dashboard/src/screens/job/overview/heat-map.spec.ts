import type { Schemas } from '../../../api/client.js';
import { heatMap } from './heat-map.js';

const HOUR = 3_600_000;
const bucket = (from: string, counts: Partial<Schemas['Counts']>) =>
  ({ from, counts }) as Schemas['BucketStatistics'];
const fire = (slot: string): Schemas['Fire'] => ({ slot, clockChange: null, closedBy: null });
const window = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });

it('puts hours where the clock of the job has them', () => {
  const { days, cells } = heatMap(
    [bucket('2026-11-25T22:00:00Z', { completed: 3, failed: 1 })],
    [],
    window('2026-11-25T22:00:00Z', '2026-11-26T01:00:00Z'),
    'Europe/Riga',
  );
  expect(days).toEqual(['2026-11-26']);
  expect(cells.get('2026-11-26 0')).toEqual({
    day: '2026-11-26',
    hour: 0,
    counts: { failed: 1, completed: 3 },
    planned: 0,
    worst: 'failed',
    from: Date.parse('2026-11-25T22:00:00Z'),
    to: Date.parse('2026-11-25T23:00:00Z'),
  });
});

it('adds up an hour that a day has twice, and has no cell for one that it lacks', () => {
  const back = [
    bucket('2026-10-25T00:00:00Z', { missed: 1 }),
    bucket('2026-10-25T01:00:00Z', { completed: 2 }),
  ];
  const { cells } = heatMap(back, [], window('2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z'), 'Europe/Riga');
  const twice = cells.get('2026-10-25 3')!;
  expect(twice).toMatchObject({ counts: { missed: 1, completed: 2 }, worst: 'missed' });
  expect(twice.to - twice.from).toBe(2 * HOUR);
});

it('counts what is to come, on days that are not there yet', () => {
  const fires = [fire('2026-11-26T10:05:00Z'), fire('2026-11-26T10:35:00Z'), fire('2026-11-27T10:05:00Z')];
  const { days, cells, most } = heatMap(
    [],
    fires,
    window('2026-11-26T09:00:00Z', '2026-11-26T10:00:00Z'),
    'UTC',
  );
  expect(days).toEqual(['2026-11-26', '2026-11-27']);
  expect(cells.get('2026-11-26 10')).toMatchObject({ planned: 2, worst: null, counts: {} });
  expect(most).toBe(1);
});
