import { createReadStream } from 'node:fs';
import { decodeLine, isHeader, type SpoolHeader, type SpoolRecord } from './spool-line.js';

/** No record is longer; what is, is damage. */
const LONGEST_LINE_BYTES = 2 ** 20;

/** What reading a file comes upon, in its order. */
export type SpoolContent =
  | { readonly header: SpoolHeader }
  | { readonly record: SpoolRecord; readonly line: string }
  | { readonly unreadable: true };

/** Reads a file of the spool, a piece at a time. A last line without an end was torn, and is none. */
export async function* readSpool(path: string): AsyncGenerator<SpoolContent> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    let text = Buffer.concat([rest, chunk as Buffer]);
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      // an empty line parts what came after a write that failed from what it left
      if (end > 0) yield contentOf(text.toString('utf8', 0, end));
      text = text.subarray(end + 1);
    }
    rest = text.length > LONGEST_LINE_BYTES ? text.subarray(0, LONGEST_LINE_BYTES) : text;
  }
}

function contentOf(line: string): SpoolContent {
  const content = decodeLine(line);
  if (!content) return { unreadable: true };
  return isHeader(content) ? { header: content } : { record: content, line };
}
