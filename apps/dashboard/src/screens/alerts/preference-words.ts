import type { Schemas } from '../../api/client.js';
import { clockTime } from '../../time/words.js';
import { conditionsInWords } from './route-words.js';

export type Preference = Schemas['HeldAlertPreference'];

export const KINDS = {
  mute: 'Mute jobs',
  channel: 'A channel',
  quietHours: 'Quiet hours',
  window: 'A maintenance window',
  route: 'A route',
} as const;
export type Kind = keyof typeof KINDS;

/** What a preference is about, apart from its kind. */
export function nameOf(key: string): { readonly kind: Kind; readonly name: string } {
  const [word, ...rest] = key.split(':');
  const kind = (Object.keys(KINDS) as Kind[]).find((one) => one === word) ?? 'route';
  return { kind, name: rest.join(':') };
}

/** Values of preferences; which parts there are depends on the kind. */
interface Value {
  readonly minSeverity?: string;
  readonly off?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly schedule?: string;
  readonly duration?: string | number;
  readonly when?: unknown;
  readonly channels?: readonly string[];
}

/** A preference, and what the code says, as a sentence each. @param value null: nothing */
export function valueInWords(key: string, value: unknown): string {
  const { kind, name } = nameOf(key);
  if (value === null || value === undefined) return kind === 'mute' ? 'told' : 'nothing';
  if (kind === 'mute') return `nobody is told of ${name}`;
  if (value === false) return 'no quiet hours';
  const said = value as Value;
  if (said.off === true) return 'off';
  if (kind === 'channel') {
    return said.minSeverity === undefined ? 'on' : `hears of ${said.minSeverity} and worse`;
  }
  if (kind === 'quietHours') return `from ${said.from} to ${said.to}, ${said.timeZone}`;
  if (kind === 'window') return windowInWords(said);
  const parts = Object.entries(said).map(([part, one]) =>
    part === 'when' ? `for ${conditionsInWords(one)}` : `${part}: ${[one].flat().join(', ')}`,
  );
  return parts.join('; ');
}

function windowInWords({ from, to, schedule, timeZone, duration, when }: Value): string {
  const of = when === undefined ? 'everything' : conditionsInWords(when);
  if (schedule !== undefined) return `${schedule} (${timeZone}) for ${duration}: ${of}`;
  const begin = from === undefined ? '' : `from ${clockTime(Date.parse(from))} `;
  return `${begin}to ${clockTime(Date.parse(to ?? ''))}: ${of}`;
}

/** What somebody has filled in, before it is a preference. */
export interface Draft {
  readonly kind: Kind;
  readonly name: string;
  readonly severity: string;
  readonly isOff: boolean;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly group: string;
  readonly channels: string;
  readonly escalateAfter: string;
  readonly remindAfter: string;
}

/** The key and value that a draft asks for; null where something is missing. @param instantOf of a local time, as the API takes it */
export function preferenceOf(
  draft: Draft,
  instantOf: (text: string) => string | undefined,
): { readonly key: string; readonly value: unknown } | null {
  const { kind, name, severity, isOff, from, to, timeZone, group } = draft;
  if (kind === 'quietHours') {
    if (isOff) return { key: 'quietHours', value: false };
    if (from === '' || to === '' || timeZone === '') return null;
    return { key: 'quietHours', value: { from, to, timeZone, ...(severity !== '' && { severity }) } };
  }
  if (name === '') return null;
  const key = `${kind}:${name}`;
  if (kind === 'mute') return { key, value: true };
  if (kind === 'channel') {
    if (isOff) return { key, value: { off: true } };
    return severity === '' ? null : { key, value: { minSeverity: severity } };
  }
  if (kind === 'window') {
    const [begin, end] = [instantOf(from), instantOf(to)];
    if (end === undefined) return null;
    return {
      key,
      value: {
        ...(begin !== undefined && { from: begin }),
        to: end,
        ...(group !== '' && { when: { group } }),
      },
    };
  }
  const value = routeParts(draft);
  return Object.keys(value).length === 0 ? null : { key, value };
}

function routeParts({ channels, escalateAfter, remindAfter }: Draft): Record<string, unknown> {
  const named = channels
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return {
    ...(named.length > 0 && { channels: named }),
    ...(escalateAfter !== '' && { escalateAfter }),
    ...(remindAfter !== '' && { remindAfter }),
  };
}
