import { randomBytes } from 'node:crypto';
import {
  chown,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assertReachable, type PostgresAccount } from './postgres-account.js';
import { runProgram } from './run-program.js';

/** The parts of the folder that one embedded PostgreSQL lives in. */
export interface PostgresFolder {
  /** all of it; mode 0700 */
  home: string;
  /** PostgreSQL's own data folder */
  data: string;
  /** password of the superuser; mode 0600 */
  password: string;
  /** what PostgreSQL said since its last start */
  log: string;
}

/** Names the parts; touches nothing. */
export function postgresFolder(home: string): PostgresFolder {
  return {
    home,
    data: join(home, 'data'),
    password: join(home, 'password'),
    log: join(home, 'postgres.log'),
  };
}

/**
 * Makes the folder, the password and the data where they are missing. Two processes may do this at once:
 * each part appears whole or not at all.
 *
 * @returns the password
 */
export async function prepareFolder(
  folder: PostgresFolder,
  initdb: string,
  account: PostgresAccount,
): Promise<string> {
  await mkdir(dirname(folder.home), { recursive: true });
  const made = await mkdir(folder.home, { recursive: true, mode: 0o700 });
  if (made) await own(folder.home, account);
  await assertReachable(folder.home, 'w', account);
  const hasData = await exists(join(folder.data, 'PG_VERSION'));
  if (hasData && !(await exists(folder.password))) {
    throw new Error(
      `${folder.data} holds a database, but its password ${folder.password} is gone. ` +
        `Put the file back, delete ${folder.home} to begin anew, or set DATABASE_URL.`,
    );
  }
  const password = await readOrMakePassword(folder.password, account);
  if (!hasData) await initialise(folder, initdb, account);
  return password;
}

async function readOrMakePassword(path: string, account: PostgresAccount): Promise<string> {
  if (!(await exists(path))) {
    const draft = `${path}.${randomBytes(4).toString('hex')}`;
    await writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await own(draft, account);
    // a link fails where the name is taken: the first of two processes wins, the other reads its password
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
  }
  return (await readFile(path, 'utf8')).trim();
}

/** Makes the data beside its place and renames it: an interrupted first start leaves no half-made database. */
async function initialise(folder: PostgresFolder, initdb: string, account: PostgresAccount): Promise<void> {
  const draft = await mkdtemp(`${folder.data}.new-`);
  await own(draft, account);
  const result = await runProgram(
    initdb,
    [
      `--pgdata=${draft}`,
      `--pwfile=${folder.password}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
    ],
    { ...account, cwd: folder.home },
  );
  const renamed =
    result.code === 0 &&
    (await rename(draft, folder.data).then(
      () => true,
      () => false,
    ));
  if (!renamed && !(await exists(join(folder.data, 'PG_VERSION')))) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(
      `The embedded PostgreSQL can't make its data in ${folder.home} (initdb: code ${result.code}). ` +
        `Mend what it says, or set DATABASE_URL.\n${result.output}`,
    );
  }
  await removeDrafts(folder);
}

async function removeDrafts(folder: PostgresFolder): Promise<void> {
  const prefix = `${basename(folder.data)}.new-`;
  const names = await readdir(folder.home);
  await Promise.all(
    names
      .filter((name) => name.startsWith(prefix))
      .map((name) => rm(join(folder.home, name), { recursive: true, force: true })),
  );
}

async function own(path: string, account: PostgresAccount): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
