import { hash } from 'node:crypto';

/** Errors differ early; normalising more would only cost time. */
const NORMALISED_CHARACTERS = 1024;

/** The first frame in the application's own code, without what differs between machines and builds. */
export function topOwnFrame(frames: string): string | null {
  for (const [, frame] of frames.matchAll(/^[ \t]+at ([^\n]{1,1000})$/gm)) {
    if (/\bnode_modules[\\/]|\(?node:|\bnative\b|<anonymous>\)?$/.test(frame)) continue;
    const [, name = '', place] = /^(?:async )?(?:(.*) \()?([^()]*)\)?$/.exec(frame) ?? [];
    const file = (place ?? frame)
      .replace(/(?::\d+){1,2}$/, '')
      .split(/[\\/]/)
      .slice(-2)
      .join('/');
    return `${name} ${file}`;
  }
  return null;
}

const VARYING =
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?|\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b|"[^"\n]*"|`[^`\n]*`|(?<!\w)'[^'\n]*'(?!\w)|\d+(?:\.\d+)*/gi;

/**
 * A message without what differs from one time to the next: UUIDs, times, hexadecimal and other numbers, and what
 * stands in quotes become `<id>`, `<time>`, `<hex>`, `<n>`, `<text>`. Only its first 1,024 characters count.
 */
export function normaliseMessage(message: string): string {
  return message.slice(0, NORMALISED_CHARACTERS).replace(VARYING, placeholderFor);
}

function placeholderFor(found: string): string {
  if (/^["'`]/.test(found)) return '<text>';
  if (/^\d+(?:\.\d+)*$/.test(found)) return '<n>';
  if (/^\d{4}-\d\d-\d\d(?![0-9a-f])/i.test(found)) return '<time>';
  return found.includes('-') ? '<id>' : '<hex>';
}

/** 16 hexadecimal digits, equal for errors that are the same fault. */
export function fingerprintOf(errorClass: string, message: string, frame: string | null): string {
  const same = JSON.stringify([errorClass, normaliseMessage(message), frame]);
  return hash('sha256', same, 'hex').slice(0, 16);
}
