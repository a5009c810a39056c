import { differencesOf } from './audit-difference.js';

it('says of nothing nothing', () => {
  expect(differencesOf(null, null)).toEqual([]);
  expect(differencesOf({ until: null }, undefined)).toEqual([]);
  expect(differencesOf(null, { until: null })).toEqual([]);
});

it('leaves out what has stayed, and shows what came, went and changed', () => {
  expect(
    differencesOf(
      { timeout: 20_000, schedule: '* * * * *', owner: 'web' },
      { timeout: 60_000, schedule: '* * * * *', owner: null, group: 'matches' },
    ),
  ).toEqual([
    { path: 'timeout', before: '20000', after: '60000' },
    { path: 'owner', before: 'web', after: 'none' },
    { path: 'group', before: null, after: 'matches' },
  ]);
});

it('tells what held before where nothing is said of it after', () => {
  expect(differencesOf({ by: 'ada', until: null }, { until: '2026-11-26T18:00:00.000Z' }, 'UTC')).toEqual([
    { path: 'by', before: 'ada', after: null },
    { path: 'until', before: 'none', after: '26 Nov 2026, 18:00:00' },
  ]);
});

it('takes changes of fields for what they are', () => {
  expect(
    differencesOf(null, {
      version: 4,
      changes: [{ field: 'retryPolicy', before: null, after: { maxAttempts: 3 }, source: 'override' }],
    }),
  ).toEqual([
    { path: 'retryPolicy', before: 'none', after: '{"maxAttempts":3}' },
    { path: 'version', before: null, after: '4' },
  ]);
});

it('goes into what holds others, joins names, and leaves out counts of nothing', () => {
  expect(
    differencesOf({ jobNames: [] }, { jobNames: ['scores', 'standings'], rows: { logs: 3, holds: 0 } }),
  ).toEqual([
    { path: 'jobNames', before: 'none', after: 'scores, standings' },
    { path: 'rows.logs', before: null, after: '3' },
  ]);
});

it('takes texts as they are, whatever they hold', () => {
  expect(differencesOf('<b>old</b>', '<b>new</b>')).toEqual([
    { path: '', before: '<b>old</b>', after: '<b>new</b>' },
  ]);
});
