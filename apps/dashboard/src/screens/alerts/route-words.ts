import type { Schemas } from '../../api/client.js';
import { duration } from '../../time/words.js';
import type { Severity } from './alert-words.js';

export type AlertRoute = Schemas['AlertRouteRecord'];
export type AlertChannel = Schemas['AlertChannelRecord'];

/** Conditions as the API has them: each with one value or several. */
type Conditions = Readonly<Record<string, string | readonly string[] | undefined>>;

const NAMES: Readonly<Record<string, string>> = {
  job: 'job',
  group: 'group',
  owner: 'owner',
  tag: 'tag',
  environment: 'environment',
  application: 'application',
};

/** What a route, or a window, is for: `error and worse, of the group billing`. */
export function conditionsInWords(when: unknown): string {
  const { severity, ...others } = (when ?? {}) as Conditions;
  const of = Object.entries(NAMES).flatMap(([part, name]) => {
    const values = [others[part] ?? []].flat();
    return values.length === 0 ? [] : [`the ${name} ${listed(values, 'or')}`];
  });
  const loud =
    severity === undefined ? 'everything' : severity === 'critical' ? 'critical' : `${severity} and worse`;
  return of.length === 0 ? loud : `${loud}, of ${of.join(' and ')}`;
}

/** Who hears of it, and what becomes of what nobody takes up. */
export function routeInWords({ channels, quietHours, escalation, remindAfterMs }: AlertRoute): string[] {
  if (channels.length === 0) return ['Nobody is told.'];
  return [
    `${listed(channels, 'and')} ${channels.length === 1 ? 'is' : 'are'} told.`,
    ...(quietHours === null
      ? []
      : [
          `Quiet ${quietHours.begins.replace(/^at /, 'from ')}, to ${timeOnly(quietHours.ends)}, except ${quietHours.severity === 'critical' ? 'for critical ones' : `for ${quietHours.severity} and worse`}.`,
        ]),
    ...(escalation === null
      ? []
      : [
          `What nobody acknowledges within ${duration(escalation.afterMs)} is told louder to ${listed(escalation.channels, 'and')}${ifSevere(escalation.from)}.`,
        ]),
    ...(remindAfterMs === null
      ? []
      : [`Told again every ${duration(remindAfterMs)} until somebody is on it.`]),
  ];
}

export function limitsInWords({ limits }: AlertChannel): string {
  const { perMinute, perHour, digestAfter, cooldownMs } = limits;
  return `${perMinute} a minute, ${perHour} an hour; more than ${digestAfter} at once are one digest; the same incident again after ${duration(cooldownMs)}`;
}

function ifSevere(from: Severity): string {
  if (from === 'info') return '';
  return from === 'critical' ? ', if it is critical' : `, if it is ${from} or worse`;
}

/** The zone has been said with the beginning. */
function timeOnly(described: string): string {
  return described
    .replace(/^at /, '')
    .replace(/ every day/, '')
    .replace(/, [^,]*$/, '');
}

function listed(names: readonly string[], word: 'and' | 'or'): string {
  if (names.length < 2) return names[0] ?? 'nobody';
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
