import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runProgram } from './run-program.js';

/** The operating-system user that PostgreSQL runs as. Empty: the user of this process. */
export interface PostgresAccount {
  uid?: number;
  gid?: number;
}

/**
 * Chooses the user that PostgreSQL runs as. It refuses to run as root, so for root that is the owner of the data
 * that is already there, else the user `postgres`, made where there is none.
 *
 * @param dataFolder the data folder, whether it exists or not
 * @throws Error when this process is root and there is no user `postgres` and none can be made
 */
export async function choosePostgresAccount(dataFolder: string): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await lookUpPostgresUser();
  if (known) return known;
  const made = await runProgram('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    'postgres',
  ]).catch((error: Error) => ({ code: 1, output: error.message }));
  const account = made.code === 0 ? await lookUpPostgresUser() : undefined;
  if (!account) {
    throw new Error(
      'PostgreSQL does not run as root, and no user "postgres" could be made for it ' +
        `(useradd: ${made.output || `code ${made.code}`}). Set DATABASE_URL, run as another user, ` +
        'or add a system user "postgres".',
    );
  }
  return account;
}

/**
 * Makes sure that the account can use a path, for an error that names the folder in the way
 * instead of a "Permission denied" of some program.
 *
 * @param permission `x` to enter a folder or run a program, `w` to write into a folder
 * @throws Error that names the outermost path in the way
 */
export async function assertReachable(
  path: string,
  permission: 'x' | 'w',
  account: PostgresAccount,
): Promise<void> {
  if (await isPermitted(path, permission, account)) return;
  let [obstacle, what] = [path, permission === 'w' ? 'write into' : 'use'];
  for (const folder of ancestors(path)) {
    if (await isPermitted(folder, 'x', account)) continue;
    [obstacle, what] = [folder, 'enter'];
    break;
  }
  const who = account.uid === undefined ? 'this user' : `the user PostgreSQL runs as (uid ${account.uid})`;
  throw new Error(
    `The embedded PostgreSQL can't start: ${who} can't ${what} ${obstacle}. ` +
      'Set DATABASE_URL, start in a folder that it can reach, or change the permissions of that path.',
  );
}

async function isPermitted(path: string, permission: 'x' | 'w', account: PostgresAccount): Promise<boolean> {
  if (account.uid !== undefined) {
    // asked as that user, so that groups and access lists count too
    return (await runProgram('test', [`-${permission}`, path], { ...account, cwd: '/' })).code === 0;
  }
  const mode = permission === 'w' ? constants.W_OK : constants.X_OK;
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

async function lookUpPostgresUser(): Promise<PostgresAccount | undefined> {
  const [uid, gid] = await Promise.all([
    runProgram('id', ['-u', 'postgres']),
    runProgram('id', ['-g', 'postgres']),
  ]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}
