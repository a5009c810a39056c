import { captureText } from '../execution/redact.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/** Bytes of `by` and `reason` that are kept. */
const LONGEST_WORDS = 1_000;

/** What a person wrote, as it may be kept. @throws TrackedCronError `INVALID_OPTION` */
export function words(option: 'by' | 'reason', text: unknown): string | undefined {
  if (text === undefined || text === null) return undefined;
  if (typeof text === 'string') return captureText(text, LONGEST_WORDS);
  throw new TrackedCronError('INVALID_OPTION', `${option} must be a text.`);
}

/** @param otherwise what it means to leave it out @throws TrackedCronError `INVALID_OPTION` */
export function inTheFuture(until: unknown, now: number, otherwise: string): void {
  if (until === undefined || (until instanceof Date && until.getTime() > now)) return;
  throw new TrackedCronError('INVALID_OPTION', `until must be a Date in the future: ${otherwise}.`);
}
