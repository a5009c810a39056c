import { setFlagsFromString } from 'node:v8';
import { Cron, Interval, Timeout } from '@nestjs/schedule';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { processTimeZone } from '../schedule/time-zone.js';
import { defineJob, type JobSource } from './define-job.js';
import { describeOptions } from './describe-options.js';
import { JobRegistry } from './job-registry.js';

const schema = { '~standard': { version: 1, vendor: 'hand', validate: (value: unknown) => ({ value }) } };

function source(options: unknown = {}, changes: Partial<JobSource> = {}): JobSource {
  return {
    schedule: '*/5 * * * *',
    options: options as JobSource['options'],
    handler: { kind: 'function', run: () => {} },
    defaultName: 'Scores.refresh',
    source: 'Scores.refresh in ScoresModule',
    ...changes,
  };
}

function define(options?: unknown, changes?: Partial<JobSource>) {
  return defineJob(source(options, changes), { timeZone: 'UTC' });
}

function refusal(options: unknown, changes?: Partial<JobSource>): TrackedCronError {
  try {
    define(options, changes);
  } catch (error) {
    expect(error).toBeInstanceOf(TrackedCronError);
    expect((error as TrackedCronError).code).toBe('INVALID_JOB');
    return error as TrackedCronError;
  }
  throw new Error('it was not refused');
}

describe('a job definition', () => {
  it('has a default for everything but its schedule', () => {
    expect(define()).toMatchObject({
      name: 'Scores.refresh',
      group: null,
      owner: null,
      tags: [],
      profile: 'recommended',
      overlap: 'skip',
      scope: 'cluster',
      misfire: 'latest',
      catchUpWindow: null,
      maxCatchUp: 100,
      timeout: null,
      runsOn: [],
      enabled: true,
      enhancers: { global: false, guards: false, filters: false },
      keepResult: false,
      assert: null,
      parameters: null,
      alertThresholds: {},
      disabledReason: null,
      optionSources: {},
    });
    expect(defineJob(source(), { timeZone: undefined }).schedule.timeZone).toBe(processTimeZone());
  });

  it('takes from group, module and profile what it does not say itself, and knows from whom', () => {
    const groups = { live: { profile: 'like-cron', timeout: '20s', timeZone: 'Europe/Riga' } } as const;
    const options = { group: 'live', misfire: 'latest' } as const;
    expect(defineJob(source(options), { timeZone: 'UTC', groups })).toMatchObject({
      profile: 'like-cron',
      scope: 'instance',
      overlap: 'allow',
      misfire: 'latest',
      timeout: 20_000,
      schedule: { timeZone: 'Europe/Riga' },
      optionSources: {
        group: 'job',
        misfire: 'job',
        profile: 'group live',
        timeZone: 'group live',
        timeout: 'group live',
        scope: 'profile like-cron of group live',
        overlap: 'profile like-cron of group live',
      },
    });
  });

  it('can be without a timeout in a group that has one', () => {
    const groups = { live: { timeout: '20s' } };
    expect(
      defineJob(source({ group: 'live', timeout: null }), { timeZone: 'UTC', groups }).timeout,
    ).toBeNull();
  });

  it('says why it is disabled', () => {
    const groups = { off: { disabled: true } };
    const reason = (options: object, schedule = '@daily') =>
      defineJob(source(options, { schedule }), { timeZone: 'UTC', groups }).disabledReason;
    expect(reason({ group: 'off' })).toBe('disabled by group off');
    expect(reason({ disabled: true })).toBe('disabled by the job');
    expect(reason({ group: 'off', disabled: false })).toBeNull();
    expect(reason({}, '@never')).toBe('its schedule is never due');
  });

  it('is judged by what it comes to, whoever said it', () => {
    const groups = { live: { misfire: 'all' } } as const;
    const inGroup = (options: object) =>
      defineJob(source({ ...options, group: 'live' }), { timeZone: 'UTC', groups });
    expect(() => inGroup({})).toThrow("misfire: 'all' with overlap: 'skip' would catch up one slot");
    expect(inGroup({ profile: 'like-cron' }).misfire).toBe('skip');
    expect(inGroup({ overlap: 'allow' }).misfire).toBe('all');
  });

  it('takes what is written', () => {
    const written = {
      name: 'matches:refresh-1_a.b',
      group: 'matches',
      owner: 'web',
      tags: ['live'],
      timeZone: 'Europe/Riga',
      overlap: 'allow',
      misfire: 'all',
      catchUpWindow: '1h30m',
      maxCatchUp: 3,
      timeout: '20s',
      runsOn: 'eu',
      disabled: true,
      enhancers: 'all',
      guards: true,
      filters: true,
      keepResult: true,
      assert: () => true,
      parameters: schema,
      alertThresholds: { staleness: '5m' },
    };
    expect(define(written)).toMatchObject({
      name: 'matches:refresh-1_a.b',
      catchUpWindow: 5_400_000,
      timeout: 20_000,
      runsOn: ['eu'],
      enabled: false,
      enhancers: { global: true, guards: true, filters: true },
      alertThresholds: { staleness: '5m' },
    });
  });

  it.each<[string, unknown, string]>([
    [
      'options that are none',
      null,
      "the options must be an object: write { timeout: '20s' }, or leave them out.",
    ],
    [
      'options that are a list',
      [],
      "the options must be an object: write { timeout: '20s' }, or leave them out.",
    ],
    [
      'a misspelt option',
      { timezone: 'UTC' },
      'the option "timezone" is not known: did you mean "timeZone"?',
    ],
    [
      'an option of Object',
      { toString: 1 },
      'the option "toString" is not known; there are name, previousNames,',
    ],
    [
      'an option of another library',
      { waitForCompletion: true },
      'the option "waitForCompletion" is not known; there are',
    ],
    [
      'a name with a space',
      { name: 'my job' },
      'the name may hold letters, digits and _ . : - and at most 120 of them: write { name: "billing.invoices" }.',
    ],
    ['an empty name', { name: '' }, 'the name may hold letters'],
    ['a long name', { name: 'a'.repeat(121) }, 'at most 120 of them'],
    ['a name that is a number', { name: 42 }, 'the name may hold letters'],
    [
      'a route for a name',
      { name: 'status' },
      'the name "status" is a route of the admin API: give it another one, for example { name: \'my-status\' }.',
    ],
    [
      'an empty group',
      { group: '' },
      "group must be a text of 1 to 200 characters on one line: write group: 'billing'.",
    ],
    ['a group with NUL', { group: 'a\0b' }, 'group must be a text'],
    [
      'an owner that is an object',
      { owner: {} },
      "owner must be a text of 1 to 200 characters on one line: write owner: 'billing'.",
    ],
    ['one tag', { tags: 'live' }, "tags must be a list of at most 50 short texts: write tags: ['nightly']."],
    ['too many tags', { tags: Array.from({ length: 51 }, String) }, 'tags must be a list of at most 50'],
    [
      'an empty label',
      { runsOn: '' },
      "runsOn must be a list of at most 50 short texts: write runsOn: ['nightly'].",
    ],
    ['labels that are numbers', { runsOn: [1] }, 'runsOn must be a list'],
    [
      'an unknown zone',
      { timeZone: 'Mars/Olympus' },
      "Time zone 'Mars/Olympus' is not known to this Node.js;",
    ],
    ['a zone that is none', { timeZone: 5 }, "Time zone '5' is not known to this Node.js;"],
    [
      'an unknown profile',
      { profile: 'like-corn' },
      "profile: \"like-corn\" is not known: write 'recommended' or 'like-cron'.",
    ],
    ['an unknown scope', { scope: 'host' }, "scope: \"host\" is not known: write 'cluster' or 'instance'."],
    [
      'an unknown overlap',
      { overlap: 'wait' },
      "overlap: \"wait\" is not known: write 'skip' or 'queue' or 'allow' or 'cancelPrevious'.",
    ],
    ['an unknown zombie', { zombie: 'kill' }, "write 'hold' or 'release'."],
    [
      'a queue without a place',
      { overlap: 'queue', maxQueued: 0 },
      'maxQueued must be a whole number from 1 to 10000.',
    ],
    [
      'a group without a limit',
      { concurrency: { key: 'feed' } },
      "write concurrency: { key: 'feed', limit: 2 }.",
    ],
    ['a group without a name', { concurrency: { key: ' ', limit: 2 } }, 'the key of concurrency may hold'],
    [
      'a group that is only a name',
      { concurrency: 'feed' },
      'concurrency must be an object: write concurrency: {',
    ],
    ['what a group does not know', { concurrency: { key: 'a', limt: 2 } }, 'did you mean "limit"?'],
    [
      'a slot that replaces another within a group',
      { overlap: 'cancelPrevious', concurrency: { key: 'feed', limit: 1 } },
      "write overlap: 'queue' or 'skip' with concurrency.",
    ],
    [
      'a queue for each instance',
      { overlap: 'queue', scope: 'instance' },
      "write scope: 'cluster', or leave it out.",
    ],
    [
      'a group for each instance',
      { concurrency: { key: 'feed', limit: 1 }, scope: 'instance' },
      "concurrency is decided for the whole cluster: write scope: 'cluster', or leave it out.",
    ],
    [
      'several slots that replace each other',
      { misfire: 'all', overlap: 'cancelPrevious' },
      "write overlap: 'queue' or 'allow', or misfire: 'latest'.",
    ],
    [
      'an unknown misfire',
      { misfire: 'last' },
      "misfire: \"last\" is not known: write 'latest' or 'all' or 'skip'.",
    ],
    [
      'all slots of one lane',
      { misfire: 'all' },
      "misfire: 'all' with overlap: 'skip' would catch up one slot and not the others: write overlap: 'queue' or 'allow', or misfire: 'latest'.",
    ],
    [
      'a window without a unit',
      { catchUpWindow: '30' },
      "catchUpWindow: '30' has no unit: write '30s', '30m', or the number 30 for milliseconds",
    ],
    [
      'a negative timeout',
      { timeout: -1 },
      'timeout: -1 has to be longer than nothing: write milliseconds as a number',
    ],
    ['no timeout at all', { timeout: 0 }, 'timeout: 0 has to be longer than nothing'],
    ['a timeout for ever', { timeout: Infinity }, 'timeout: Infinity is not a number of milliseconds'],
    [
      'a timeout beyond timers',
      { timeout: '25d' },
      'timeout can be 24 days at most: write a shorter one, or none.',
    ],
    ['a fraction of slots', { maxCatchUp: 1.5 }, 'maxCatchUp must be a whole number from 1 to 10000.'],
    ['no slots', { maxCatchUp: 0 }, 'maxCatchUp must be a whole number from 1 to 10000.'],
    ['a word for a flag', { disabled: 'yes' }, 'disabled must be true or false.'],
    ['a number for a flag', { keepResult: 1 }, 'keepResult must be true or false.'],
    ['guards by name', { guards: ['AuthGuard'] }, 'guards must be true or false.'],
    ['filters by name', { filters: 'x' }, 'filters must be true or false.'],
    [
      'unknown enhancers',
      { enhancers: 'global' },
      "enhancers: \"global\" is not known: write 'local' or 'all'.",
    ],
    [
      'an assertion that is none',
      { assert: true },
      "assert must be a function of the result: write assert: (result) => result.length > 0 || 'nothing found'.",
    ],
    [
      'a previous name alone',
      { previousNames: 'refresh' },
      "previousNames must be a list of at most 50 names that the job had: write previousNames: ['old-name'].",
    ],
    [
      'its own name as a previous one',
      { name: 'scores', previousNames: ['scores'] },
      'previousNames holds "scores", which is its name now: take it out.',
    ],
    [
      'a schema that is none',
      { parameters: {} },
      'parameters must be a Standard Schema: write parameters: z.object({ … }) with zod 3.24 or newer, valibot or arktype; or a class with rules of class-validator.',
    ],
    ['parameters that are null', { parameters: null }, 'parameters must be a Standard Schema'],
    [
      'thresholds that are none',
      { alertThresholds: '30m' },
      "alertThresholds must be an object: write alertThresholds: { staleness: '30m' }.",
    ],
    [
      'a misspelt threshold',
      { alertThresholds: { stalenes: '30m' } },
      'the threshold "stalenes" is not known: did you mean "staleness"?',
    ],
    [
      'minutes for milliseconds',
      { alertThresholds: { staleness: 30 } },
      "alertThresholds: staleness of 30 ms is too short to be meant: did you mean '30m'?",
    ],
    [
      'a rate in per cent',
      { alertThresholds: { failureRate: 20 } },
      'alertThresholds: failureRate: 20 is not a share: write a number above 0 and at most 1. Did you mean 0.2?',
    ],
    ['half a failure', { alertThresholds: { consecutiveFailures: 0.5 } }, 'write a whole number from 1 on.'],
    [
      'a bad duration',
      { alertThresholds: { maxDuration: 'long' } },
      "alertThresholds: maxDuration: 'long' is not a duration: write milliseconds",
    ],
  ])('refuses %s, and says what to write', (_, options, remedy) => {
    expect(refusal(options).message).toContain(remedy);
  });

  it.each<[unknown, string]>([
    [undefined, "the schedule is missing: write a cron expression such as '*/5 * * * *', or '@every 90s'."],
    ['  ', 'the schedule is missing'],
    [42, 'the schedule is missing'],
    ['* * * *', "Schedule '* * * *'"],
    ['61 * * * *', "Schedule '61 * * * *'"],
    ['0 0 30 2 *', "Schedule '0 0 30 2 *'"],
    [
      '@every 1 fortnight',
      'write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m',
    ],
    ['@every 10ms', 'the shortest is one second; write @every 1s, or loop inside the job'],
  ])('refuses the schedule %p', (schedule, remedy) => {
    expect(refusal({}, { schedule: schedule as string }).message).toContain(remedy);
  });

  it('is due whenever one of its expressions is', () => {
    const schedule = ['0 8 * * 1-5', '0 10 * * 0,6'];
    expect(define({}, { schedule }).schedule.expression).toBe('0 8 * * 1-5 | 0 10 * * 0,6');
    expect(refusal({}, { schedule: [] }).message).toContain('the list is empty; write at least one');
    expect(refusal({}, { schedule: ['@daily', '61 * * * *'] }).message).toContain("Schedule '61 * * * *'");
  });

  it.each([
    ['is never due', {}, {}, true],
    ['is never due, and who is disabled beside', { disabled: true }, {}, false],
    [
      'is what a factory answers who wants it off',
      {},
      { disabledReason: 'its useFactory answered null' },
      false,
    ],
    ['is due', {}, { schedule: '@daily' }, false],
  ])('is there to be run by hand where its schedule %s: %j %j', (_, options, more, onlyByHand) => {
    const job = define(options, { schedule: '@never', ...more });
    expect([job.onlyByHand, describeOptions(job).onlyByHand ?? false]).toEqual([onlyByHand, onlyByHand]);
  });

  it('is not enabled when its schedule is never due', () => {
    expect(define({}, { schedule: '@never' }).enabled).toBe(false);
  });

  it('refuses a generator, of which a call would run nothing', () => {
    const methods = {
      *generator() {},
      async *asyncGenerator() {},
    };
    for (const methodName of Object.keys(methods)) {
      const type = class {};
      Object.assign(type.prototype, methods);
      const handler = { kind: 'method', host: {} as InstanceWrapper, type, methodName } as const;
      expect(refusal({}, { handler }).message).toContain(
        'the handler is a generator, of which a call runs nothing: write async run() { … }.',
      );
    }
  });

  it.each([
    ['@Cron', Cron('0 3 * * *')],
    ['@Interval', Interval(1_000)],
    ['@Timeout', Timeout(1_000)],
  ])('refuses a method that %s would run as well', (name, decorator) => {
    class Scores {
      refresh() {}
    }
    decorator(Scores.prototype, 'refresh', Object.getOwnPropertyDescriptor(Scores.prototype, 'refresh')!);
    const handler = {
      kind: 'method',
      host: {} as InstanceWrapper,
      type: Scores,
      methodName: 'refresh',
    } as const;
    expect(refusal({}, { handler }).message).toBe(
      `Job "Scores.refresh" (Scores.refresh in ScoresModule): both @TrackedCron and ${name} of @nestjs/schedule stand on it, ` +
        `and each would run it: remove ${name}.`,
    );
  });

  it('refuses a job that register was given without a name', () => {
    const nameless = refusal({}, { defaultName: undefined as unknown as string });
    expect(nameless.message).toContain('the name may hold letters');
  });

  it('names the job, where it is written, and what was wrong, for programs too', () => {
    const { message, details } = refusal({ name: 'scores', timeout: 'soon' });
    expect(message).toMatch(/^Job "scores" \(Scores\.refresh in ScoresModule\): timeout: 'soon'/);
    expect(details).toMatchObject({
      jobName: 'scores',
      source: 'Scores.refresh in ScoresModule',
      problem: 'INVALID_DURATION',
    });
  });

  it('does not change with the object it was written in', () => {
    const tags = ['live'];
    const job = define({ tags });
    tags.push('later');
    expect(job.tags).toEqual(['live']);
  });

  it('has one shape whatever it is called: V8 keeps a kilobyte for each other one', () => {
    setFlagsFromString('--allow-natives-syntax');
    const alike = new Function('one', 'other', 'return %HaveSameMap(one, other)') as (
      ...definitions: unknown[]
    ) => boolean;
    const definitions = Array.from({ length: 50 }, (_, nth) =>
      define({ overlap: 'allow' }, { defaultName: `job${nth}` }),
    );
    expect(definitions.filter((one) => !alike(one, definitions[0]))).toEqual([]);
  });
});

describe('two jobs of one name', () => {
  it('are refused, and both places named', () => {
    const registry = new JobRegistry();
    registry.define(define({ name: 'scores' }));
    const other = define({ name: 'scores' }, { source: 'Tables.refresh in TablesModule' });
    expect(() => registry.define(other)).toThrow(
      'Two jobs are called "scores": Scores.refresh in ScoresModule and Tables.refresh in TablesModule. ' +
        'Give one of them another name: { name: "…" }.',
    );
  });

  it('that one method has, because the decorator stands on it twice, are told both ways out', () => {
    const host = {} as InstanceWrapper;
    class Scores {
      refresh() {}
      tables() {}
    }
    const on = (methodName: string) => ({ kind: 'method', host, type: Scores, methodName }) as const;
    const registry = new JobRegistry();
    registry.define(define({}, { handler: on('refresh'), schedule: '0 10 * * 0,6' }));
    expect(() => registry.define(define({}, { handler: on('refresh'), schedule: '0 8 * * 1-5' }))).toThrow(
      'Two jobs are called "Scores.refresh", because @TrackedCron stands twice on Scores.refresh in ScoresModule: ' +
        "give one a name, { name: '…' }, or write both expressions in one decorator, " +
        "@TrackedCron(['0 8 * * 1-5', '0 10 * * 0,6']).",
    );
    expect(() => registry.define(define({}, { handler: on('tables') }))).toThrow(
      'Give one of them another name',
    );
    registry.define(define({ name: 'weekend' }, { handler: on('refresh'), schedule: '0 10 * * 0,6' }));
  });
});
