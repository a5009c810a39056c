import { parseDuration, type Duration } from 'nestjs-tracked-cron';
import { checkNames, nearest } from 'nestjs-tracked-cron/internal';
import type { AlertRoute } from '../cron-monitor.options.js';
import { asOption, invalidOption } from '../invalid-option.js';
import { checkedConditions } from '../conditions/checked-conditions.js';
import { checkedQuietHours } from './checked-quiet-hours.js';
import { covers } from '../conditions/conditions.js';
import type { ResolvedQuietHours } from './quiet-hours.js';
import type { ResolvedRoute } from './route.js';

const NAMES: readonly (keyof AlertRoute)[] = [
  'name',
  'when',
  'channels',
  'quietHours',
  'escalateAfter',
  'escalateTo',
  'remindAfter',
];
const MINUTE_MS = 60_000;
const DEFAULT_ESCALATION_MS = 30 * MINUTE_MS;
const DEFAULT_REMINDER_MS = 240 * MINUTE_MS;
const EXAMPLE = "write { when: { severity: 'error' }, channels: ['slack'] }";
const MOST_ROUTES = 200;

/** What routes are checked against. */
export interface RouteSurroundings {
  /** The names of the channels there are. */
  readonly channels: readonly string[];
  /** Of routes that say nothing of them. */
  readonly quietHours: ResolvedQuietHours | null;
  readonly source: ResolvedRoute['source'];
}

/**
 * Reads routes, of the code or of a preference.
 * @throws TrackedCronError `INVALID_OPTION`
 */
export function checkedRoutes(given: unknown, surroundings: RouteSurroundings): readonly ResolvedRoute[] {
  if (!Array.isArray(given) || given.length > MOST_ROUTES)
    throw invalidOption(
      `routes must be a list of at most ${MOST_ROUTES}: write routes: [${EXAMPLE.slice(6)}].`,
    );
  const routes = given.map((one, index) => checkedRoute(one, index, surroundings));
  for (const [index, route] of routes.entries()) {
    const before = routes.slice(0, index);
    if (before.some(({ name }) => name === route.name))
      throw invalidOption(`routes[${index}]: there are two routes "${route.name}": give one another name.`);
    const hiding = before.find(({ when }) => covers(when, route.when));
    if (hiding)
      throw invalidOption(
        `routes[${index}]: "${route.name}" can never be reached, because "${hiding.name}" in front of it takes ` +
          'whatever fits it: put the more particular one first.',
      );
  }
  return routes;
}

function checkedRoute(given: unknown, index: number, surroundings: RouteSurroundings): ResolvedRoute {
  const where = `routes[${index}]`;
  asOption(where, () =>
    checkNames(given, 'part of a route', NAMES, `a route must be an object: ${EXAMPLE}.`),
  );
  const route = given as AlertRoute;
  const channels = checkedChannels(route.channels, `${where}.channels`, surroundings.channels);
  const after = optionalMs(route.escalateAfter, `${where}.escalateAfter`);
  return {
    name: checkedName(route.name, index),
    written: route.when ?? {},
    when: checkedConditions(route.when ?? {}, `${where}.when`),
    channels,
    quietHours: quietHoursOf(route, where, surroundings),
    escalate: escalationOf(after),
    escalateTo:
      route.escalateTo === undefined
        ? channels
        : checkedChannels(route.escalateTo, `${where}.escalateTo`, surroundings.channels),
    remindAfterMs: optionalMs(route.remindAfter, `${where}.remindAfter`) ?? remindsByDefault(route),
    source: surroundings.source,
  };
}

/** Nothing said: critical ones after half an hour. */
function escalationOf(afterMs: number | null | undefined): ResolvedRoute['escalate'] {
  if (afterMs === undefined) return { afterMs: DEFAULT_ESCALATION_MS, from: 'critical' };
  return afterMs === null ? null : { afterMs, from: 'info' };
}

function remindsByDefault({ remindAfter }: AlertRoute): number | null {
  return remindAfter === null ? null : DEFAULT_REMINDER_MS;
}

function quietHoursOf(
  { quietHours }: AlertRoute,
  where: string,
  surroundings: RouteSurroundings,
): ResolvedQuietHours | null {
  if (quietHours === undefined) return surroundings.quietHours;
  return quietHours === null ? null : checkedQuietHours(quietHours, `${where}.quietHours`);
}

function checkedName(given: unknown, index: number): string {
  if (given === undefined) return `route ${index + 1}`;
  if (typeof given === 'string' && /^[^\p{Cc}\p{Cs}]{1,100}$/u.test(given)) return given;
  throw invalidOption(`routes[${index}].name must be a text of 1 to 100 characters on one line.`);
}

function checkedChannels(given: unknown, where: string, known: readonly string[]): readonly string[] {
  if (!Array.isArray(given))
    throw invalidOption(`${where} must be a list of names of channels: ${EXAMPLE}, or [] for nobody.`);
  for (const name of given as unknown[]) {
    if (known.includes(name as string)) continue;
    const meant = nearest(String(name).slice(0, 60), known, 3);
    const there =
      known.length === 0 ? 'there are none: write channels: […]' : `there are ${known.join(', ')}`;
    throw invalidOption(
      `${where}: the channel ${JSON.stringify(name)} is not known${meant ? `: did you mean "${meant}"?` : ` (${there}).`}`,
    );
  }
  return [...new Set(given as string[])];
}

/** Null for never; undefined where nothing is said. */
function optionalMs(given: Duration | null | undefined, where: string): number | null | undefined {
  if (given === undefined || given === null) return given;
  const ms = asOption('', () => parseDuration(given, where));
  if (ms >= MINUTE_MS) return ms;
  throw invalidOption(`${where} must be at least a minute: write '30m', or null for never.`);
}
