/** What the page is told with its first byte: where it is, and how one signs in. */
export interface PageSettings {
  /** The mount path inside the application, with the host's prefix: `/api/admin/cron-jobs`. What a proxy takes off is not in it. */
  readonly mount: string;
  /** Of socket.io, to which neither prefix applies: `/admin/cron-jobs`. */
  readonly namespace: string;
  /** Where socket.io listens inside the application: `/socket.io`. */
  readonly socketPath: string;
  /** Whether changes are shown live; else the page asks again and again. */
  readonly live: boolean;
  /** `token`: the page asks for one. `host`: who opens it is known to the host already, or signs in at `signInUrl`. */
  readonly signIn: 'token' | 'host';
  readonly signInUrl?: string;
  /** Of this library. */
  readonly version: string;
}

const BASE = /<base href="\.\/"\s*\/?>/;
const SETTINGS = /<meta name="tracked-cron" content="\{\}"\s*\/?>/;

/**
 * The built `index.html` for one request: with the way up to its files, so that no prefix has to be known, and its settings.
 * @param up the way from what was asked for to the page's folder: `./`, `../../`
 * @throws Error where the built page lacks the places for them
 */
export function fillIndex(html: string, up: string, settings: PageSettings): string {
  if (!BASE.test(html) || !SETTINGS.test(html)) {
    throw new Error(
      'The built index.html must have <base href="./"> and <meta name="tracked-cron" content="{}">.',
    );
  }
  const content = escaped(JSON.stringify(settings));
  return html
    .replace(BASE, () => `<base href="${up}">`)
    .replace(SETTINGS, () => `<meta name="tracked-cron" content="${content}">`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
