import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostmaster, parsePostmasterFile } from './postmaster-file.js';

const fileOf = (pid: number) => `${pid}\n/somewhere/data\n1700000000\n54329\n\n127.0.0.1\n  123 0\nready\n`;

describe('postmaster.pid', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postmaster-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives process id and port', () => {
    expect(parsePostmasterFile(fileOf(4711))).toEqual({ pid: 4711, port: 54329 });
  });

  it('gives nothing while the file is only half written', () => {
    expect(parsePostmasterFile('4711\n/somewhere/data\n')).toBeUndefined();
  });

  it('means no server when there is no file', async () => {
    expect(await findPostmaster(folder)).toBeUndefined();
  });

  it('is left to PostgreSQL when its process is gone', async () => {
    const path = join(folder, 'postmaster.pid');
    await writeFile(path, fileOf(2 ** 31 - 2));
    expect(await findPostmaster(folder)).toBeUndefined();
    expect(await readFile(path, 'utf8')).toContain('ready');
  });

  it('is removed when its process id belongs to another program by now', async () => {
    const path = join(folder, 'postmaster.pid');
    await writeFile(path, fileOf(process.pid));
    expect(await findPostmaster(folder)).toBeUndefined();
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });
});
