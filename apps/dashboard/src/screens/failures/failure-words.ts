import type { Schemas } from '../../api/client.js';
import type { StateLook } from '../../theme/states.js';
import { clockTime, count } from '../../time/words.js';

export type FailureGroup = Schemas['FailureGroup'];
export type FailureState = FailureGroup['state'];
export type FailureSort = '-count' | '-lastSeenAt' | '-firstSeenAt';

/** In the order in which somebody wants to see them. */
export const FAILURE_STATES: readonly FailureState[] = ['regressed', 'open', 'ignored', 'resolved'];

export const FAILURE_LOOKS: Readonly<Record<FailureState, StateLook>> = {
  open: { glyph: '✕', word: 'Open', colour: 'var(--state-failed)' },
  regressed: { glyph: '↺', word: 'Regressed', colour: 'var(--state-timed-out)' },
  resolved: { glyph: '✓', word: 'Resolved', colour: 'var(--state-completed)' },
  ignored: { glyph: '⧄', word: 'Ignored', colour: 'var(--state-skipped)' },
};

const HOUR_MS = 3_600_000;

/** Stretches of time up to now that can be chosen. */
export const SPANS = {
  '1h': { ms: HOUR_MS, words: 'Last hour' },
  '24h': { ms: 24 * HOUR_MS, words: '24 hours' },
  '7d': { ms: 168 * HOUR_MS, words: '7 days' },
  '30d': { ms: 720 * HOUR_MS, words: '30 days' },
} as const;

export type Span = keyof typeof SPANS;

/** The windows of the API, as columns: how often within each. */
export const WINDOWS = [
  { name: 'hour', words: '1 h' },
  { name: 'day', words: '24 h' },
  { name: 'week', words: '7 d' },
  { name: 'month', words: '30 d' },
] as const satisfies readonly { name: keyof FailureGroup['windows']; words: string }[];

/** A fault counts as new for a day. */
const NEW_FOR_MS = 24 * HOUR_MS;

/** Whether a fault was first seen so lately that nobody may know it yet. @param now milliseconds since the epoch */
export function isNew({ firstSeenAt }: Pick<FailureGroup, 'firstSeenAt'>, now: number): boolean {
  return now - Date.parse(firstSeenAt) < NEW_FOR_MS;
}

/** All that is listed in one sentence. */
export function inOneSentence(groups: readonly FailureGroup[], span: Span, now: number): string {
  const failures = groups.reduce((sum, group) => sum + group.count, 0);
  const faults = `${count(groups.length)} ${groups.length === 1 ? 'fault' : 'faults'}`;
  const ended = `${count(failures)} ${failures === 1 ? 'execution' : 'executions'}`;
  const regressed = groups.filter(({ state }) => state === 'regressed').length;
  const unknown = groups.filter((group) => isNew(group, now)).length;
  const more = [
    ...(unknown > 0 ? [`${count(unknown)} new since yesterday`] : []),
    ...(regressed > 0 ? [`${count(regressed)} came back after being resolved`] : []),
  ];
  const tail = more.length > 0 ? `: ${more.join(', ')}.` : ', none of them new.';
  const within = span === '1h' ? 'the last hour' : `the last ${SPANS[span].words}`;
  return `${faults} ended ${ended} in ${within}${tail}`;
}

/** What somebody decided, and what came of it; null where nobody has. */
export function decisionInWords({ state, decision, regressedAt }: FailureGroup): string | null {
  if (decision === null) return null;
  const by = decision.by === null ? '' : ` by ${decision.by}`;
  const why = decision.reason === null ? '' : `: ${decision.reason}`;
  const inRelease = decision.release === null ? '' : ` in ${decision.release}`;
  if (state === 'regressed') {
    const again = regressedAt === null ? '' : `Came back ${clockTime(Date.parse(regressedAt))}. `;
    return `${again}Had been resolved${inRelease}${by}${why}`;
  }
  if (state === 'resolved') return `Resolved${inRelease}${by}${why}`;
  const until = decision.until === null ? ' for good' : ` until ${clockTime(Date.parse(decision.until))}`;
  if (state === 'ignored') return `Ignored${until}${by}${why}`;
  return `Was ignored${until}${by}${why}`;
}
