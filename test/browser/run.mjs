// The page in a real Chromium, against real applications. Without one installed, that is said, and nothing is tested.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

const candidates = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(Boolean);
const chromium = candidates.find((program) => spawnSync(program, ['--version']).status === 0);

if (chromium === undefined) {
  console.log(
    'skipped: there is no Chromium on the path (Debian: apt-get install chromium; else CHROMIUM=/path/to/it)',
  );
} else {
  const build = spawnSync(process.execPath, ['packaging/build-dashboard.mjs'], { stdio: 'inherit' });
  if (build.status !== 0) process.exit(1);
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--config=test/browser/jest.config.js',
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit', env: { ...process.env, CHROMIUM: chromium } },
  );
  [process.exitCode] = await once(jest, 'exit');
}
