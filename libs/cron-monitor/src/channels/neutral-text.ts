import { stripVTControlCharacters } from 'node:util';
import { redact } from 'nestjs-tracked-cron/internal';

/** Stands where something was cut off. */
const CUT = '…';
/** Takes no room, and keeps what stands on both sides apart. */
const WORD_JOINER = '\u2060';
/** Looks like a back-tick and opens no code. */
const NO_BACK_TICK = '\u02cb';

/** Line ends of every kind. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** What shows nothing, or turns round how others show: control, format and private characters, lone surrogates, blank letters. */
const UNSEEN =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\p{Variation_Selector}/gu;
/** More marks than any script puts onto one letter. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;
/** An @ that may call somebody; of an address it doesn't hurt. */
const MENTION = /@(?=[\p{L}\p{N}_&<!])/gu;

/**
 * Text that shows what it holds and nothing else: without control characters, terminal colours, what turns the direction of
 * writing or can't be seen, lone surrogates; line ends are `\n`; secrets are redacted, also those that hid behind such characters. The
 * first thing to do with anything that jobs, errors and log lines say. Doing it again changes nothing.
 */
export function plainText(text: string): string {
  const visible = stripVTControlCharacters(text)
    .replace(LINE_ENDS, '\n')
    .replace(UNSEEN, '')
    .replace(PILED_MARKS, '$1');
  return redact(visible);
}

/** The same on one line. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, ' ').trim();
}

/** At most `max` characters (UTF-16 units) of it, its cut marked; no character is torn. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < CUT.length) return '';
  return wellFormedHead(text, max - CUT.length).trimEnd() + CUT;
}

/** The same of its end. */
export function cutToTail(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < CUT.length) return '';
  const tail = text.slice(text.length - max + CUT.length);
  return CUT + (isLowSurrogate(tail.charCodeAt(0)) ? tail.slice(1) : tail);
}

/** As much of a text as fits into `max` characters once `escape` has lengthened it; the cut never goes through an escape. */
export function escapedWithin(text: string, max: number, escape: (text: string) => string): string {
  const whole = escape(text);
  if (whole.length <= max) return whole;
  // escaping never shortens: no more than `max` characters can fit
  let [fits, tooLong] = [0, Math.min(text.length, max) + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (escape(cutText(text, middle)).length <= max) fits = middle;
    else tooLong = middle;
  }
  return escape(cutText(text, fits));
}

/** For Slack's `mrkdwn`: its three special characters escaped, nobody mentioned, no code opened. */
export function forSlack(text: string): string {
  return withoutBackTicks(withoutMentions(text))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** For Discord's Markdown: shown as it is, nobody mentioned, no link behind other words. */
export function forDiscord(text: string): string {
  return withoutMentions(text).replace(/[\\*_~|`>#<[\]()-]/g, '\\$&');
}

/** For whatever may read markup that we don't know, HTML or Slack's behind it: no tags, nobody mentioned, no code opened. */
export function forAnyMarkup(text: string): string {
  return withoutBackTicks(withoutMentions(text)).replace(/</g, '‹').replace(/>/g, '›');
}

/** Nobody is called by `@here`, `@everyone` or a name. */
export function withoutMentions(text: string): string {
  return text.replace(MENTION, `@${WORD_JOINER}`);
}

/** Opens and closes no code, so that a block of it ends where we end it. */
export function withoutBackTicks(text: string): string {
  return text.replace(/`/g, NO_BACK_TICK);
}

function wellFormedHead(text: string, length: number): string {
  const head = text.slice(0, length);
  return isHighSurrogate(head.charCodeAt(head.length - 1)) ? head.slice(0, -1) : head;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
