import { axisTicks } from './axis.js';
import { stripWindow, xOf } from './strip-window.js';

const NOW = Date.parse('2026-11-26T08:00:10Z');
const HOUR = 3_600_000;
const utc = () => 0;
const times = (ticks: number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(11, 16));

it('names as many times as there is room for, at whole parts of an hour or a day', () => {
  const window = stripWindow('1h', NOW);
  expect(times(axisTicks({ ...window, width: 720 }, utc))).toEqual([
    '07:00',
    '07:15',
    '07:30',
    '07:45',
    '08:00',
    '08:15',
    '08:30',
    '08:45',
    '09:00',
  ]);
  expect(times(axisTicks({ ...window, width: 200 }, utc))).toEqual(['08:00']);
  expect(axisTicks({ ...stripWindow('7d', NOW), width: 900 }, utc)).toHaveLength(8);
});

it('goes by the clock of who looks, also where that is changed', () => {
  const offset = 5.5 * HOUR;
  const ticks = axisTicks({ ...stripWindow('24h', NOW), width: 400 }, () => offset);
  expect(ticks.every((tick) => (tick + offset) % HOUR === 0)).toBe(true);
  const change = NOW;
  const changed = axisTicks({ from: NOW - 2 * HOUR, to: NOW + 2 * HOUR, width: 300 }, (at) =>
    at < change ? 0 : HOUR / 2,
  );
  expect(changed.map((tick) => (tick < change ? tick : tick + HOUR / 2) % HOUR)).toEqual(
    changed.map(() => 0),
  );
});

it('stands still while the line of now moves', () => {
  const [early, late] = [stripWindow('6h', NOW), stripWindow('6h', NOW + 60_000)];
  expect(late).toEqual(early);
  expect(xOf(NOW + 60_000, { ...late, width: 500 })).toBeGreaterThan(xOf(NOW, { ...early, width: 500 }));
  expect(early.from).toBeLessThanOrEqual(NOW - 6 * HOUR);
  expect(early.to).toBeGreaterThan(NOW + 2 * HOUR);
});
