import { parseDuration, Schedule } from 'nestjs-tracked-cron';
import { checkNames } from 'nestjs-tracked-cron/internal';
import { checkedQuietHours } from './routes/checked-quiet-hours.js';
import { checkedRoutes, type RouteSurroundings } from './routes/checked-routes.js';
import type { ResolvedQuietHours } from './routes/quiet-hours.js';
import type { ResolvedRoute } from './routes/route.js';
import type { AlertChannel } from './channels/alert-channel.js';
import { checkedChannels } from './channels/checked-channels.js';
import type { CronMonitorOptions, DeadManSwitch } from './cron-monitor.options.js';
import { checkedWindows, type ResolvedWindow } from './conditions/maintenance-window.js';
import { asOption, invalidOption } from './invalid-option.js';
import { sentrySettings, type SentrySettings } from './sentry/sentry-settings.js';

/** {@link CronMonitorOptions}, checked, with every default. Durations in milliseconds. */
export interface CronMonitorSettings {
  readonly channels: readonly AlertChannel[];
  readonly routes: readonly ResolvedRoute[];
  /** Without a slash at its end; null for no links. */
  readonly publicUrl: string | null;
  readonly quietHours: ResolvedQuietHours | null;
  readonly cooldownMs: number;
  readonly rateLimit: RateLimit;
  readonly digestAfter: number;
  readonly maintenance: readonly ResolvedWindow[];
  readonly deadManSwitch: { readonly url: string; readonly timeoutMs: number } | null;
  /** Null where Sentry hears of nothing. */
  readonly sentry: SentrySettings | null;
  /** Null for never. */
  readonly weeklyDigest: Schedule | null;
}

/** How many messages a channel gets at most. */
export interface RateLimit {
  readonly perMinute: number;
  readonly perHour: number;
}

const NAMES: readonly (keyof CronMonitorOptions)[] = [
  'channels',
  'routes',
  'publicUrl',
  'quietHours',
  'cooldown',
  'rateLimit',
  'digestAfter',
  'maintenance',
  'deadManSwitch',
  'sentry',
  'weeklyDigest',
];
/** Nobody reads more; a limit beyond it limits nothing. */
const MOST_AN_HOUR = 10_000;

/**
 * @param options undefined where the host wrote none: `CronAdminModule` brings the monitor along
 * @param active whether anything is ever told. Default: true
 * @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION`, with what to write instead
 */
export async function resolveMonitorSettings(
  options: CronMonitorOptions = {},
  active = true,
): Promise<CronMonitorSettings> {
  asOption('', () =>
    checkNames(
      options,
      'option',
      NAMES,
      'options must be an object: write forRoot({ channels: [logChannel()] }).',
    ),
  );
  const channels = await checkedChannels(options.channels ?? [], active);
  const quietHours =
    options.quietHours === undefined ? null : checkedQuietHours(options.quietHours, 'quietHours');
  const known = { channels: channels.map(({ name }) => name), quietHours };
  const { digestAfter = 5 } = options;
  if (!Number.isInteger(digestAfter) || digestAfter < 1)
    throw invalidOption('digestAfter must be a number of incidents, at least 1: write digestAfter: 5.');
  return {
    channels,
    routes: routes(options.routes, known),
    publicUrl: publicUrl(options.publicUrl),
    quietHours,
    cooldownMs: asOption('', () => parseDuration(options.cooldown ?? '30m', 'cooldown')),
    rateLimit: rateLimit(options.rateLimit),
    digestAfter,
    maintenance: checkedWindows(options.maintenance),
    deadManSwitch: deadManSwitch(options.deadManSwitch),
    sentry: sentrySettings(options.sentry),
    weeklyDigest: weeklyDigest(options.weeklyDigest),
  };
}

/** Who hears of what where nobody says: all channels, of warnings and what is worse. */
function routes(
  given: CronMonitorOptions['routes'],
  known: Omit<RouteSurroundings, 'source'>,
): readonly ResolvedRoute[] {
  if (given !== undefined) return checkedRoutes(given, { ...known, source: 'code' });
  const everything = { name: 'default', when: { severity: 'warning' }, channels: known.channels };
  return checkedRoutes([everything], { ...known, source: 'default' });
}

function publicUrl(given: unknown): string | null {
  return given === undefined
    ? null
    : webAddress(given, 'publicUrl', 'https://ops.example.com/admin/cron-jobs').replace(/\/+$/, '');
}

function webAddress(given: unknown, where: string, example: string): string {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return given as string;
  throw invalidOption(`${where} must be an address with http or https: write ${where}: '${example}'.`);
}

function rateLimit(given: CronMonitorOptions['rateLimit']): RateLimit {
  const example = 'write rateLimit: { perMinute: 20, perHour: 100 }';
  asOption('rateLimit', () =>
    checkNames(given ?? {}, 'limit', ['perMinute', 'perHour'], `it must be an object: ${example}.`),
  );
  const { perMinute = 20, perHour = Math.max(100, given?.perMinute ?? 0) } = given ?? {};
  const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 1;
  if (!isCount(perMinute) || !isCount(perHour))
    throw invalidOption(`rateLimit must be whole numbers of messages, at least 1: ${example}.`);
  if (perHour < perMinute)
    throw invalidOption(
      `rateLimit: ${perHour} an hour is used up by ${perMinute} in the first minute: ${example}.`,
    );
  if (perHour > MOST_AN_HOUR)
    throw invalidOption(
      `rateLimit: ${perHour} messages an hour are no limit, nobody reads more than ${MOST_AN_HOUR}: ${example}.`,
    );
  return { perMinute, perHour };
}

function deadManSwitch(given: DeadManSwitch | undefined): CronMonitorSettings['deadManSwitch'] {
  if (given === undefined) return null;
  const example = 'https://hc-ping.com/your-uuid';
  asOption('deadManSwitch', () =>
    checkNames(given, 'part', ['url', 'timeout'], `it must be an object: write { url: '${example}' }.`),
  );
  return {
    url: webAddress(given.url, 'deadManSwitch.url', example),
    timeoutMs: asOption('', () => parseDuration(given.timeout ?? '10s', 'deadManSwitch.timeout')),
  };
}

function weeklyDigest(given: CronMonitorOptions['weeklyDigest']): Schedule | null {
  if (given === undefined || given === false) return null;
  const example = "write weeklyDigest: { schedule: '0 9 * * mon', timeZone: 'Europe/Riga' }, or false";
  asOption('weeklyDigest', () =>
    checkNames(given, 'part', ['schedule', 'timeZone'], `it must be an object: ${example}.`),
  );
  if (typeof given.schedule !== 'string' || typeof given.timeZone !== 'string')
    throw invalidOption(`weeklyDigest must say when, and by whose clock: ${example}.`);
  return asOption('weeklyDigest', () => new Schedule(given.schedule, { timeZone: given.timeZone }));
}
