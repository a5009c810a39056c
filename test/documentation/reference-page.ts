import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type ts from 'typescript';
import { documentedOptions, type DocumentedOption } from './documented-options.js';
import { ROOT } from './pages.js';

/** `docs/reference.md`, which is made from the doc comments of the option types. */
export const REFERENCE = join(ROOT, 'docs/reference.md');

const RUN = 'libs/tracked-cron/src/index.ts';
const TESTING = 'libs/tracked-cron/src/testing/index.ts';
const MONITOR = 'libs/cron-monitor/src/index.ts';
const ADMIN = 'libs/cron-admin/src/index.ts';

interface Section {
  readonly title: string;
  readonly file: string;
  readonly type: string;
  readonly intro: string;
}

const SECTIONS: readonly Section[] = [
  {
    title: 'The module',
    file: RUN,
    type: 'TrackedCronModuleOptions',
    intro:
      '`TrackedCronModule.forRoot(options)`, or what the factory of `forRootAsync({ imports, inject, useFactory })` answers. ' +
      'See [the module](job-options.md#the-module) and [environment variables](job-options.md#environment-variables).',
  },
  {
    title: 'The database',
    file: RUN,
    type: 'DatabaseOptions',
    intro: '`database` of the module. See [database](database.md).',
  },
  {
    title: 'Retention',
    file: RUN,
    type: 'RetentionOptions',
    intro: '`retention` of the module. See [retention](database.md#retention).',
  },
  {
    title: 'A job',
    file: RUN,
    type: 'TrackedCronJobOptions',
    intro:
      '`@TrackedCron(schedule, options)`, and beside `name`, `schedule` and `handler` in `CronJobManager.register`. ' +
      'See [job options](job-options.md).',
  },
  {
    title: 'Thresholds',
    file: RUN,
    type: 'AlertThresholds',
    intro:
      '`alertThresholds` of a job, a group, an owner or the module. See [health](job-options.md#health).',
  },
  {
    title: 'An objective',
    file: RUN,
    type: 'Objective',
    intro: '`alertThresholds.objective`. See [objectives](job-options.md#objectives).',
  },
  {
    title: 'An owner',
    file: RUN,
    type: 'TrackedCronOwnerOptions',
    intro: '`owners: { web: { … } }` of the module, for every job with that `owner`.',
  },
  {
    title: 'Retries',
    file: RUN,
    type: 'RetryPolicy',
    intro: '`retryPolicy` of a job or group. See [retries](job-options.md#retries).',
  },
  {
    title: 'A circuit breaker',
    file: RUN,
    type: 'BreakerPolicy',
    intro: '`breaker` of a job or group. See [circuit breaker](job-options.md#circuit-breaker).',
  },
  {
    title: 'Logs',
    file: RUN,
    type: 'LogOptions',
    intro: '`logs` of the module; of a job or group without `console`. See [logs](logs.md).',
  },
  {
    title: 'Calendars',
    file: RUN,
    type: 'CalendarOptions',
    intro:
      '`calendar` of a job or group, and `calendars` of the module by their names. See [calendars](job-options.md#calendars-and-conditions).',
  },
  {
    title: 'A blackout',
    file: RUN,
    type: 'Blackout',
    intro: '`blackouts` of a calendar.',
  },
  {
    title: 'A group',
    file: RUN,
    type: 'TrackedCronGroupOptions',
    intro:
      "`groups: { matches: { … } }` of the module: options of [a job](#a-job) that hold for every job with `group: 'matches'`, " +
      'unless the job says them itself. See [profiles and groups](job-options.md#profiles-and-groups).',
  },
  {
    title: 'A manual run',
    file: RUN,
    type: 'TriggerOptions',
    intro: '`CronJobManager.triggerManually(name, options)`.',
  },
  { title: 'A pause', file: RUN, type: 'PauseOptions', intro: '`CronJobManager.pause(name, options)`.' },
  {
    title: 'Alerts',
    file: MONITOR,
    type: 'CronMonitorOptions',
    intro:
      '`CronMonitorModule.forRoot(options)` of `nestjs-tracked-cron/monitor`, or what the factory of `forRootAsync` answers. See [alerts](alerts.md).',
  },
  {
    title: 'A route of alerts',
    file: MONITOR,
    type: 'AlertRoute',
    intro: '`CronMonitorModule.forRoot({ routes: [{ … }] })`. See [routing](alerts.md#routing).',
  },
  {
    title: 'What a route is for',
    file: MONITOR,
    type: 'RouteConditions',
    intro: '`when` of a route or a maintenance window: all conditions hold, each by one of its values.',
  },
  {
    title: 'Quiet hours',
    file: MONITOR,
    type: 'QuietHours',
    intro: '`quietHours` of the module or a route. What they hold back comes in one digest when they end.',
  },
  {
    title: 'A maintenance window',
    file: MONITOR,
    type: 'MaintenanceWindow',
    intro: '`CronMonitorModule.forRoot({ maintenance: [{ … }] })`.',
  },
  {
    title: "A dead man's switch",
    file: MONITOR,
    type: 'DeadManSwitch',
    intro:
      '`CronMonitorModule.forRoot({ deadManSwitch: { … } })`. See [what nobody here can tell you](alerts.md#what-nobody-here-can-tell-you).',
  },
  {
    title: 'A webhook channel',
    file: MONITOR,
    type: 'WebhookChannelOptions',
    intro: '`webhookChannel(options)`. See [channels](alerts.md#channels).',
  },
  {
    title: 'The log channel',
    file: MONITOR,
    type: 'LogChannelOptions',
    intro: '`logChannel(options)`. See [channels](alerts.md#channels).',
  },
  {
    title: 'Sentry',
    file: MONITOR,
    type: 'SentryOptions',
    intro:
      '`CronMonitorModule.forRoot({ sentry: { … } })` of `nestjs-tracked-cron/monitor`. See [Sentry](sentry.md).',
  },
  {
    title: 'The Sentry channel',
    file: MONITOR,
    type: 'SentryChannelOptions',
    intro: '`sentryChannel(options)` of `nestjs-tracked-cron/monitor`. See [incidents](sentry.md#incidents).',
  },
  {
    title: 'The admin API',
    file: ADMIN,
    type: 'CronAdminModuleOptions',
    intro:
      '`CronAdminModule.forRoot(options)` of `nestjs-tracked-cron/admin`. With `forRootAsync` the factory answers `access`, `origins` and `rateLimit`; the ' +
      'others stand beside it. See [admin API](admin-api.md).',
  },
  {
    title: 'A token',
    file: ADMIN,
    type: 'AccessToken',
    intro: '`new TokenAccess([token, …])`. See [tokens](admin-api.md#tokens).',
  },
  {
    title: 'Tokens of an identity provider',
    file: ADMIN,
    type: 'JwtAccessOptions',
    intro: '`new JwtAccess(options)`. See [an identity provider](admin-api.md#an-identity-provider).',
  },
  {
    title: 'Limits of the admin API',
    file: ADMIN,
    type: 'RateLimitOptions',
    intro: '`CronAdminModule.forRoot({ rateLimit: { … } })`.',
  },
  {
    title: 'Tests in memory',
    file: TESTING,
    type: 'TrackedCronTestingOptions',
    intro:
      '`TrackedCronTestingModule.forRoot(options)` and `useTrackedCronInMemory(builder, options)` of `nestjs-tracked-cron/testing`. ' +
      'See [testing](testing.md#jobs-in-memory).',
  },
  {
    title: 'A context for a test',
    file: TESTING,
    type: 'TestCronContextOptions',
    intro: '`testCronContext(options)`. See [a class alone](testing.md#a-class-alone).',
  },
];

/** Types whose options another section explains: here they are only listed. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['TrackedCronGroupOptions']);

/** Every option of every section, for whoever asks what its comment says. */
export function everyOption(program: ts.Program): (DocumentedOption & { readonly of: string })[] {
  return SECTIONS.flatMap(({ file, type }) =>
    documentedOptions(program, file, type).map((option) => ({ ...option, of: type })),
  );
}

/** The page as it should be. */
export function referencePage(program: ts.Program): string {
  return `${[HEAD, ...SECTIONS.map((section) => sectionText(section, program))].join('\n\n')}\n`;
}

/** The page as it is; empty where it was never made. */
export function readReference(): string {
  try {
    return readFileSync(REFERENCE, 'utf8');
  } catch {
    return '';
  }
}

const HEAD = `<!-- Made by npm run docs:reference from the doc comments of the option types: change those. -->

# Reference

Every option, its type, and its default. What is wrong with one is said at boot, with what to write instead.

- A \`Duration\` is a number of milliseconds or a text: \`'500ms'\`, \`'30s'\`, \`'5m'\`, \`'1h30m'\`, \`'7d'\`. Zero, a text without unit,
  and more than ten years are refused.
- An option without default has to be given. Bounds stand in [limits](limits.md#numbers).`;

function sectionText({ title, file, type, intro }: Section, program: ts.Program): string {
  const options = documentedOptions(program, file, type);
  const body = SAID_ELSEWHERE.has(type)
    ? options.map(({ name }) => `\`${name}\``).join(', ')
    : ['| option | type | default | |', '| --- | --- | --- | --- |', ...options.map(row)].join('\n');
  return `## ${title}\n\n${intro}\n\n${body}`;
}

function row({ name, type, default: byDefault, purpose }: DocumentedOption): string {
  return `| \`${name}\` | \`${cell(type)}\` | ${cell(byDefault ?? '')} | ${cell(purpose)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
