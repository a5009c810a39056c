import type { Schemas } from '../../api/client.js';
import { count, percent } from '../../time/words.js';
import { RULE_WORDS, type Rule } from './alert-words.js';

type Stats = Schemas['AlertStats'];

/** Whether people need what they are told, in a sentence. */
export function usefulnessInWords({ incidents, notifications }: Stats): string {
  const { opened, unattended } = incidents;
  const { delivered, failed } = notifications.byState;
  if (opened === 0) return 'Nothing was wrong that people are told of.';
  const told = `${count(opened)} ${opened === 1 ? 'incident' : 'incidents'}, ${count(delivered)} ${delivered === 1 ? 'message' : 'messages'}`;
  const attended =
    unattended === 0
      ? 'somebody took up each, or it is still open'
      : `nobody took up ${percent(unattended / opened)} of them, and they ended by themselves`;
  const lost =
    failed === 0 ? '' : ` ${count(failed)} ${failed === 1 ? 'message' : 'messages'} did not arrive.`;
  return `${told}: ${attended}.${lost}`;
}

/** Rules that opened nothing: well set, or asleep. */
export function neverFired({ rules }: Pick<Stats, 'rules'>): string[] {
  return (Object.keys(RULE_WORDS) as Rule[])
    .filter((rule) => (rules[rule] ?? 0) === 0)
    .map((rule) => RULE_WORDS[rule]);
}

/** Channels that nothing was told through. */
export function silentChannels(
  { notifications }: Pick<Stats, 'notifications'>,
  channels: readonly { readonly name: string }[],
): string[] {
  return channels
    .map(({ name }) => name)
    .filter((name) => {
      const of = notifications.byChannel[name];
      return of === undefined || of.delivered + of.digested === 0;
    });
}
