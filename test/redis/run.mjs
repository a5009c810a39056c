// What needs a Redis server: it is started here on a free port, lost and flushed. Without one installed, that is said, and
// nothing is tested.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

if (spawnSync('redis-server', ['--version']).status === 0) {
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--config=test/redis/jest.config.js',
      '--forceExit', // clients that look for a lost server are not waited for
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  [process.exitCode] = await once(jest, 'exit');
} else {
  console.log('skipped: there is no redis-server on the path (Debian: apt-get install redis-server)');
}
