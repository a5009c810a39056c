/** A stretch of what Slack makes of `mrkdwn`. */
export interface MrkdwnPart {
  readonly as:
    | 'text'
    | 'bold'
    | 'italic'
    | 'struck'
    | 'code'
    | 'block'
    | 'quote'
    | 'emoji'
    | 'link'
    | 'mention'
    | 'date';
  readonly text: string;
  /** Of a link. */
  readonly url?: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const FORMATS = { '*': 'bold', _: 'italic', '~': 'struck' } as const;

/**
 * Reads `mrkdwn` as Slack does with `verbatim`, and rather takes something for markup than not: what shows as text here shows as
 * text there. @throws Error for what must not be in a text at all: a control character that is not escaped
 */
export function readMrkdwn(source: string): MrkdwnPart[] {
  const parts: MrkdwnPart[] = [];
  let rest = source;
  let before = '\n';
  while (rest !== '') {
    const [part, length] = readPart(rest, before);
    before = rest[length - 1];
    rest = rest.slice(length);
    const last = parts.at(-1);
    if (part.as === 'text' && last?.as === 'text')
      parts[parts.length - 1] = { as: 'text', text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

function readPart(rest: string, before: string): [MrkdwnPart, number] {
  const matched = (pattern: RegExp) => pattern.exec(rest);
  const block = matched(/^```([\s\S]+?)```/);
  if (block) return [{ as: 'block', text: verbatim(block[1]).replace(/^\n|\n$/g, '') }, block[0].length];
  const code = matched(/^`([^`\n]+)`/);
  if (code) return [{ as: 'code', text: verbatim(code[1]) }, code[0].length];
  const special = matched(/^<([^<>]*)>/);
  if (special) return [readSpecial(special[1]), special[0].length];
  const quote = before === '\n' && matched(/^&gt;([^\n]*)/);
  if (quote) return [{ as: 'quote', text: decoded(quote[1]) }, quote[0].length];
  const emoji = matched(/^:(?:(?!\d+:)[\w+'-]+|100|1234):/);
  if (emoji) return [{ as: 'emoji', text: emoji[0] }, emoji[0].length];
  const format = matched(/^([*_~])(?!\s)([^\n]*?)(?<!\s)\1(?![A-Za-z0-9])/);
  if (format && format[2] !== '' && !/[A-Za-z0-9]/.test(before)) {
    return [{ as: FORMATS[format[1] as keyof typeof FORMATS], text: verbatim(format[2]) }, format[0].length];
  }
  const entity = matched(/^&(?:amp|lt|gt);/);
  if (entity) return [{ as: 'text', text: ENTITIES[entity[0]] }, entity[0].length];
  if (/^[<>&]/.test(rest)) throw new Error(`${rest.slice(0, 20)} is not escaped`);
  const character = String.fromCodePoint(rest.codePointAt(0)!);
  return [{ as: 'text', text: character }, character.length];
}

/** What stands between `<` and `>`. */
function readSpecial(inside: string): MrkdwnPart {
  const [target, ...label] = inside.split('|');
  if (target.startsWith('!date^')) return { as: 'date', text: label.join('|') };
  if (/^[!@#]/.test(target)) return { as: 'mention', text: inside };
  return { as: 'link', url: decoded(target), text: decoded(label.length > 0 ? label.join('|') : target) };
}

/** Code: nothing means anything in it but the three entities. */
function verbatim(text: string): string {
  if (/[<>]/.test(text)) throw new Error(`${text} is not escaped`);
  return decoded(text);
}

function decoded(text: string): string {
  if (/&(?!amp;|lt;|gt;)/.test(text)) throw new Error(`${text} is not escaped`);
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}
