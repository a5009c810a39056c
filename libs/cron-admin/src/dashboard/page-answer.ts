import { headerOf, type AdminRequest } from '../api/admin-request.js';
import { acceptedEncoding, type Encoding } from './accepted-encoding.js';
import { contentTypeOf } from './content-type.js';
import { fillIndex, type PageSettings } from './index-page.js';
import { tagOf, type PageFile, type PageFiles } from './page-files.js';
import { wayUp } from './page-place.js';

/** What is sent for one request of the page. */
export interface PageAnswer {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);
/** What lies here is named after its content. */
const ASSETS = 'assets/';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * What is answered below `dashboard/`: a file that was built, and for everything else, which are places of the page itself,
 * the page; null for an asset that there is not.
 */
export function answerFor(
  request: AdminRequest,
  below: string,
  files: PageFiles,
  settings: PageSettings,
): PageAnswer | null {
  const file = below === 'index.html' ? undefined : files.get(below);
  if (file !== undefined) return fileAnswer(request, below, file);
  if (below.startsWith(ASSETS)) return null;
  const index = files.get('index.html')!;
  const bytes = Buffer.from(fillIndex(index.bytes.toString(), wayUp(below), settings));
  return fileAnswer(request, 'index.html', { bytes, tag: tagOf(bytes), encoded: {} });
}

function fileAnswer(request: AdminRequest, path: string, { bytes, tag, encoded }: PageFile): PageAnswer {
  const forms = Object.keys(encoded) as Encoding[];
  const common = {
    ETag: tag,
    'Cache-Control': path.startsWith(ASSETS) ? FOR_EVER : 'no-cache',
    ...(forms.length > 0 && { Vary: 'Accept-Encoding' }),
  };
  if (knows(request, tag)) return { status: 304, headers: common, bytes: NOTHING };
  const encoding = acceptedEncoding(headerOf(request, 'accept-encoding'), forms);
  return {
    status: 200,
    headers: {
      ...common,
      'Content-Type': contentTypeOf(path),
      ...(encoding !== null && { 'Content-Encoding': encoding }),
    },
    bytes: encoding === null ? bytes : encoded[encoding]!,
  };
}

function knows(request: AdminRequest, tag: string): boolean {
  const known = headerOf(request, 'if-none-match') ?? '';
  return known === '*' || known.split(/\s*,\s*/).includes(tag);
}
