import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ExecutionEnd } from './execution-end.js';
import { readSpool } from './read-spool.js';
import { encodeLine, type SpoolRecord } from './spool-line.js';

const record = fc
  .record({ id: fc.uuid(), epoch: fc.integer(), message: fc.string({ unit: 'binary', maxLength: 200 }) })
  .map(({ id, epoch, message }): SpoolRecord => ({
    end: { id, epoch, status: 'failed', error: { message } } as unknown as ExecutionEnd,
  }));

describe('a file of the spool', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'spool-format-'))));
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: Buffer): Promise<SpoolRecord[]> {
    const path = join(folder, 'one.spool');
    await writeFile(path, content);
    const found: SpoolRecord[] = [];
    for await (const one of readSpool(path)) if ('record' in one) found.push(one.record);
    return found;
  }

  it('gives back what was written, whatever the texts hold', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), async (records) => {
        expect(await read(Buffer.from(records.map(encodeLine).join('')))).toEqual(records);
      }),
    ));

  it('cut anywhere, gives back every record whose line is whole, and nothing else', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), fc.nat(), async (records, at) => {
        const lines = records.map((one) => Buffer.from(encodeLine(one)));
        const all = Buffer.concat(lines);
        const cut = at % (all.length + 1);
        let end = 0;
        const whole = lines.filter((line) => (end += line.length) <= cut).length;
        expect(await read(all.subarray(0, cut))).toEqual(records.slice(0, whole));
      }),
    ));

  it('damaged anywhere, gives back only records that were written', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (records, at, flip) => {
          const all = Buffer.from(records.map(encodeLine).join(''));
          all[at % all.length] ^= flip;
          const found = await read(all);
          const written = records.map((one) => JSON.stringify(one));
          expect(found.filter((one) => !written.includes(JSON.stringify(one)))).toEqual([]);
          expect(found.length).toBeGreaterThanOrEqual(records.length - 2);
        },
      ),
    ));
});
