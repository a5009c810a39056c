import { TrackedCronError } from '../tracked-cron.error.js';

const LONGEST_TEXT = 500;

/** @throws TrackedCronError `INVALID_QUERY` that names the parameter */
export function checkTexts(texts: Readonly<Record<string, unknown>>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined && (typeof text !== 'string' || text.length > LONGEST_TEXT || text.includes('\0')))
      refuse(name, `${name} must be a text of at most ${LONGEST_TEXT} characters.`);
  }
}

export function refuse(parameter: string, message: string): never {
  throw new TrackedCronError('INVALID_QUERY', message, { parameter });
}
