import { fromLocalInput } from '../time/local-input.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long something holds, as people say it. */
export const UNTIL_WORDS = {
  open: 'Until somebody ends it',
  '15m': 'For 15 minutes',
  '1h': 'For an hour',
  '4h': 'For 4 hours',
  '24h': 'For 24 hours',
  '7d': 'For a week',
  own: 'Until …',
} as const;

export type UntilChoice = keyof typeof UNTIL_WORDS;

const LENGTHS: Readonly<Partial<Record<UntilChoice, number>>> = {
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '4h': 4 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
};

/** What somebody has chosen in a field of this kind. */
export interface Until {
  readonly choice: UntilChoice;
  /** What is written for `own`, on the viewer's clock. */
  readonly own: string;
}

export const OPEN_END: Until = { choice: 'open', own: '' };

/**
 * When it ends, milliseconds since the epoch: null for never, undefined for an own end that is not written yet or is over.
 * @param now as the server's clock has it
 */
export function endOf({ choice, own }: Until, now: number): number | null | undefined {
  if (choice === 'open') return null;
  const length = LENGTHS[choice];
  if (length !== undefined) return now + length;
  const end = fromLocalInput(own);
  return end !== null && end > now ? end : undefined;
}
