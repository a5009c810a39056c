import { differencesOf } from './audit-difference.js';

it('says of nothing nothing', () => {
  expect(differencesOf(null, null)).toEqual([]);
  expect(differencesOf({ until: null }, undefined)).toEqual([]);
});

it('leaves out what has stayed, and shows what came, went and changed', () => {
  expect(
    differencesOf(
      { timeout: 20_000, schedule: '* * * * *', owner: 'web' },
      { timeout: 60_000, schedule: '* * * * *', group: 'matches' },
    ),
  ).toEqual([
    { path: 'timeout', before: '20000', after: '60000' },
    { path: 'owner', before: 'web', after: null },
    { path: 'group', before: null, after: 'matches' },
  ]);
});

it('goes into what holds others, and knows changes by their field', () => {
  expect(
    differencesOf(null, {
      version: 4,
      changes: [{ field: 'schedule', before: '* * * * *', after: '*/5 * * * *' }],
    }),
  ).toEqual([
    { path: 'version', before: null, after: '4' },
    { path: 'changes.schedule.field', before: null, after: 'schedule' },
    { path: 'changes.schedule.before', before: null, after: '* * * * *' },
    { path: 'changes.schedule.after', before: null, after: '*/5 * * * *' },
  ]);
});

it('joins lists of names', () => {
  expect(differencesOf({ jobNames: [] }, { jobNames: ['scores', 'standings'] })).toEqual([
    { path: 'jobNames', before: 'none', after: 'scores, standings' },
  ]);
});

it('takes texts as they are, whatever they hold', () => {
  expect(differencesOf('<b>old</b>', '<b>new</b>')).toEqual([
    { path: '', before: '<b>old</b>', after: '<b>new</b>' },
  ]);
});
