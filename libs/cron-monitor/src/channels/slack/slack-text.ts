import { escapedWithin, oneLine, plainText } from '../neutral-text.js';

/** What would format, mention, link or show as a picture what it stands in: inside code it does none of that. */
const ODD = [
  /[`@]/,
  // formats only where it begins or ends a word
  /(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])/,
  // an emoji; minutes and ports are none
  /:(?:(?!\d+:)[\w+'-]+|100|1234):/,
  /:\/\//,
  // a quotation
  /^>/,
];
const FENCE = '```';
const CUT = '…';

/**
 * Other people's words as one line of Slack's `mrkdwn`: they show as they are. What would mean something to Slack (mentions, links,
 * formatting, emoji) stands in code, where it means nothing.
 *
 * @param max characters of the result; what is longer is cut. Default: 3,000, the most that a text in a block may have
 */
export function slackText(text: string, max = 3_000): string {
  return escapedWithin(oneLine(text), max, inert);
}

/** The same where Slack reads no markup, in headers and on buttons. */
export function slackPlainText(text: string, max: number): string {
  return escapedWithin(oneLine(text), max, escaped);
}

/** Lines as they are, in a block of code; of what is too long the end. */
export function slackCodeBlock(text: string, max: number): string {
  const room = max - 2 * FENCE.length - 2;
  return `${FENCE}\n${tailWithin(withoutBackTicks(plainText(text).trim()), room)}\n${FENCE}`;
}

/** A link that shows a text; null where the address is none that a browser should open, or does not fit. */
export function slackLink(url: string | null, text: string, max: number): string | null {
  const address = webAddress(url);
  if (address === null) return null;
  const link = `<${escaped(address)}|${slackPlainText(text.replaceAll('|', '¦'), 75)}>`;
  return link.length <= max ? link : null;
}

/** The address as a link may hold it; null where it is none of the web. */
function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
}

/** An instant in the reader's own time. */
export function slackDate(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time_secs}|${fallback}>`;
}

function inert(line: string): string {
  const runs: { odd: boolean; words: string[] }[] = [];
  for (const word of line.split(' ')) {
    const odd = ODD.some((pattern) => pattern.test(word));
    const run = runs.at(-1);
    if (run?.odd === odd) run.words.push(word);
    else runs.push({ odd, words: [word] });
  }
  return runs
    .map(({ odd, words }) => {
      const text = escaped(words.join(' '));
      return odd ? `\`${withoutBackTicks(text)}\`` : text;
    })
    .join(' ');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Letters that look like them: there is no escape for a back-tick. */
function withoutBackTicks(text: string): string {
  return text.replaceAll('`', 'ˋ');
}

function tailWithin(text: string, max: number): string {
  const whole = escaped(text);
  if (whole.length <= max) return whole;
  const characters = Array.from(text.slice(-max), escaped);
  let first = characters.length;
  for (let room = max - CUT.length; first > 0 && characters[first - 1].length <= room;) {
    room -= characters[--first].length;
  }
  return CUT + characters.slice(first).join('');
}
