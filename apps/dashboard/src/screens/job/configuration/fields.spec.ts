import type { Schemas } from '../../../api/client.js';
import { fieldRows, type FieldRow } from './fields.js';
import { patchOf, writtenOf } from './patch.js';

type Job = Schemas['Job'];

const option = (value: unknown, source = 'job') => ({ value, source });
const job = (rest: object = {}, options: object = {}): Job =>
  ({
    schedule: '* * * * *',
    scheduleSource: 'job',
    override: null,
    ...rest,
    options: {
      timeZone: option('UTC', 'default'),
      timeout: option(90_000),
      retryPolicy: option({ maxAttempts: 3, initialDelay: 200, classify: true }),
      disabled: option(false, 'default'),
      alertThresholds: { staleness: option('10m', 'group matches'), maxDuration: option('1m') },
      overrides: option({ fields: ['timeout', 'enabled'], shortestInterval: null }, 'default'),
      ...options,
    },
  }) as unknown as Job;

const overridden = job(
  {
    override: {
      problem: null,
      fields: {
        timeout: {
          value: '1m',
          codeThen: 90_000,
          codeNow: 20_000,
          drifted: true,
          by: 'ada',
          reason: null,
          since: '',
          until: null,
        },
      },
    },
  },
  { timeout: option(60_000, 'override') },
);

const row = (of: Job, field: FieldRow['field']) => fieldRows(of).find((each) => each.field === field)!;

it('sets the code against what is in place of it', () => {
  expect(row(overridden, 'timeout')).toMatchObject({
    inForce: 60_000,
    source: 'override',
    code: 20_000,
    override: { drifted: true },
    isOpen: true,
  });
  expect(row(overridden, 'schedule')).toEqual({
    field: 'schedule',
    inForce: '* * * * *',
    source: 'job',
    code: '* * * * *',
    override: null,
    isOpen: false,
  });
});

it('says enabled of what is not disabled, and of thresholds all who said one', () => {
  expect(row(job(), 'enabled').inForce).toBe(true);
  expect(row(job({}, { disabled: option(true, 'override') }), 'enabled')).toMatchObject({ inForce: false });
  expect(row(job(), 'alertThresholds')).toMatchObject({
    inForce: { staleness: '10m', maxDuration: '1m' },
    source: 'group matches, job',
  });
});

it('writes what holds in the words in which it can be said', () => {
  expect(writtenOf(job())).toMatchObject({
    schedule: '* * * * *',
    timeout: '90s',
    retryPolicy: '{\n  "maxAttempts": 3,\n  "initialDelay": 200\n}',
    enabled: 'true',
  });
  expect(writtenOf(overridden).timeout).toBe('1m');
  expect(writtenOf(job({}, { timeout: option(null), retryPolicy: option(null) }))).toMatchObject({
    timeout: 'none',
    retryPolicy: '{\n  "maxAttempts": 1\n}',
  });
});

it('sends only what was changed', () => {
  const before = writtenOf(job());
  expect(patchOf(before, before)).toEqual({ patch: {}, problems: {} });
  expect(patchOf(before, { ...before, timeout: ' 90s ' }).patch).toEqual({});
  expect(patchOf(before, { ...before, timeout: '5000', enabled: 'false', schedule: '@daily' }).patch).toEqual(
    {
      timeout: 5_000,
      enabled: false,
      schedule: '@daily',
    },
  );
  expect(patchOf(before, { ...before, timeout: '' }).patch).toEqual({ timeout: 'none' });
  expect(patchOf(before, { ...before, retryPolicy: '{ "maxAttempts": 5 }' }).patch).toEqual({
    retryPolicy: { maxAttempts: 5 },
  });
});

it('says what is wrong with what can not be sent', () => {
  const before = writtenOf(job());
  const { patch, problems } = patchOf(before, { ...before, schedule: ' ', alertThresholds: '{ staleness }' });
  expect(patch).toEqual({});
  expect(problems).toEqual({
    schedule: 'Write one, or reset it to what the code says.',
    alertThresholds: expect.stringContaining('no JSON yet'),
  });
});
