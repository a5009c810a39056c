import type { LogLine } from 'nestjs-tracked-cron';
import { cutToTail, plainText } from '../channels/neutral-text.js';

const MOST_CHARACTERS = 1_000;
/** What hides the lines that say something. */
const FRAME = /^\s+at .+$/;

/** The last lines of a log, as many as fit; the frames of stacks are left out, and what one line went on with is set in. Null for none. */
export function logTail(lines: readonly LogLine[]): string | null {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.toReversed()) {
    const text = written(line);
    if (kept.length > 0 && length + text.length + 1 > MOST_CHARACTERS) break;
    kept.unshift(text);
    length += text.length + 1;
  }
  const tail = cutToTail(kept.join('\n'), MOST_CHARACTERS);
  return tail === '' ? null : tail;
}

function written({ at, level, context, text }: LogLine): string {
  const said = plainText(text)
    .split('\n')
    .filter((line) => !FRAME.test(line))
    .join('\n  ')
    .trimEnd();
  const name = context === null ? '' : ` [${plainText(context)}]`;
  return `${at.toISOString().slice(11, 19)} ${level}${name} ${said}`;
}
