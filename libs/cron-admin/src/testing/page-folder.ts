import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What the page's script is in the folder; long enough that compressing it gains something. */
export const SCRIPT = `document.title = 'tracked'; // ${'-'.repeat(400)}`;
export const SCRIPT_PATH = 'assets/page-Dx3k9a.js';

/** The head of an index.html as the build leaves it. */
export const INDEX = `<!doctype html>
<html lang="en">
  <head>
    <base href="./" />
    <meta name="tracked-cron" content="{}" />
    <script type="module" crossorigin src="./${SCRIPT_PATH}"></script>
  </head>
  <body></body>
</html>
`;

/** A folder with a page in it as the build makes one, but small; and a file beside it that is nobody's business. */
export async function makePageFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const above = await mkdtemp(join(tmpdir(), 'tracked-cron-page-'));
  const folder = join(above, 'dashboard');
  await mkdir(join(folder, 'assets'), { recursive: true });
  const files: Record<string, string | Buffer> = {
    '../secret.txt': 'secret',
    'index.html': INDEX,
    'licences.txt': 'MIT',
    'assets/mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    [SCRIPT_PATH]: SCRIPT,
    [`${SCRIPT_PATH}.br`]: brotliCompressSync(SCRIPT),
    [`${SCRIPT_PATH}.gz`]: gzipSync(SCRIPT),
  };
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
  return { folder, remove: () => rm(above, { recursive: true }) };
}
