import { JOB_NAME, UUID } from '../api/validators.js';
import type { LiveChannelName } from './protocol.js';

/** A channel, taken apart. */
export type LiveTopic =
  | { readonly kind: 'jobs' | 'stats' | 'alerts' }
  | { readonly kind: 'job'; readonly jobName: string }
  | { readonly kind: 'execution' | 'logs'; readonly executionId: string };

/** What a channel's name must look like, in words. */
export const CHANNEL_NAMES = 'jobs, stats, alerts, job:<name>, execution:<id> or logs:<id>';

/** Takes a channel's name apart; null where there is no such channel. */
export function parseChannel(name: unknown): LiveTopic | null {
  if (name === 'jobs' || name === 'stats' || name === 'alerts') return { kind: name };
  if (typeof name !== 'string') return null;
  const colon = name.indexOf(':');
  const kind = name.slice(0, Math.max(colon, 0));
  const rest = name.slice(colon + 1);
  if (kind === 'job' && JOB_NAME.test(rest)) return { kind, jobName: rest };
  if ((kind === 'execution' || kind === 'logs') && UUID.test(rest)) {
    return { kind, executionId: rest.toLowerCase() };
  }
  return null;
}

/** The one name that a channel has, however it was spelled. */
export function nameOf(topic: LiveTopic): LiveChannelName {
  if (topic.kind === 'job') return `job:${topic.jobName}`;
  if (topic.kind === 'execution' || topic.kind === 'logs') return `${topic.kind}:${topic.executionId}`;
  return topic.kind;
}
